import { proven, reviewedSection, type Template, vouched } from "./item.ts";

export const files: Template = {
  key: "files",
  version: 2,
  title: "File Integration Checklist",
  items: [
    vouched({ key: "FILE-REQ-1", section: "Requirements", gates: ["design"], grade: "A" }, "file_policy.allowed_types"),
    vouched({ key: "FILE-REQ-2", section: "Requirements", gates: ["design"], grade: "A" }, "file_policy.max_bytes"),
    proven(
      {
        key: "FILE-REQ-3",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("files.processing"),
    ),
    vouched(
      {
        key: "FILE-REQ-4",
        section: "Requirements",
        gates: ["design"],
        grade: "A",
      },
      "file_policy.retention_days",
    ),
    vouched(
      {
        key: "FILE-ARC-1",
        section: "Architecture",
        gates: ["design"],
        grade: "C+A",
      },
      "storage.probe",
    ),
    vouched({ key: "FILE-ARC-2", section: "Architecture", gates: ["verification"], grade: "B" }, "cdn.probe"),
    vouched(
      {
        key: "FILE-ARC-3",
        section: "Architecture",
        gates: ["design"],
        grade: "C+A",
      },
      "files.processing_routes",
    ),
    proven(
      { key: "FILE-ARC-4", section: "Architecture", gates: ["design"], grade: "C" },
      reviewedSection("files.security"),
    ),
    vouched(
      {
        key: "FILE-SEC-1",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "drill.upload_validation",
    ),
    vouched(
      {
        key: "FILE-SEC-2",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "drill.eicar",
    ),
    vouched(
      {
        key: "FILE-SEC-3",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "drill.file_acl",
    ),
    vouched(
      {
        key: "FILE-SEC-4",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "file_policy.signed_url_ttl",
    ),
    vouched(
      {
        key: "FILE-PRF-1",
        section: "Performance",
        gates: ["verification"],
        grade: "A",
      },
      "drill.chunked_resume",
    ),
    vouched(
      {
        key: "FILE-PRF-2",
        section: "Performance",
        gates: ["verification"],
        grade: "D",
      },
      "evidence.progressive_loading",
    ),
    vouched(
      {
        key: "FILE-PRF-3",
        section: "Performance",
        gates: ["verification"],
        grade: "B",
      },
      "cdn.hit_ratio",
    ),
    vouched(
      {
        key: "FILE-PRF-4",
        section: "Performance",
        gates: ["verification"],
        grade: "A",
      },
      "sync.cleanup_job",
    ),
  ],
};
