import { proven, reviewedSection, type Template, vouched } from "./item.ts";

export const files: Template = {
  key: "files",
  version: 1,
  title: "File Integration Checklist",
  items: [
    vouched(
      { key: "FILE-REQ-1", wording: "File types supported", section: "Requirements", gates: ["design"], grade: "A" },
      "file_policy.allowed_types",
    ),
    vouched(
      { key: "FILE-REQ-2", wording: "Size limits defined", section: "Requirements", gates: ["design"], grade: "A" },
      "file_policy.max_bytes",
    ),
    proven(
      {
        key: "FILE-REQ-3",
        wording: "Processing needs (resize, transcode)",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("files.processing"),
    ),
    vouched(
      {
        key: "FILE-REQ-4",
        wording: "Storage duration/retention",
        section: "Requirements",
        gates: ["design"],
        grade: "A",
      },
      "file_policy.retention_days",
    ),
    vouched(
      {
        key: "FILE-ARC-1",
        wording: "Storage provider selected (S3, GCS, etc.)",
        section: "Architecture",
        gates: ["design"],
        grade: "C+A",
      },
      "storage.probe",
    ),
    vouched(
      { key: "FILE-ARC-2", wording: "CDN configured", section: "Architecture", gates: ["verification"], grade: "B" },
      "cdn.probe",
    ),
    vouched(
      {
        key: "FILE-ARC-3",
        wording: "Processing pipeline designed",
        section: "Architecture",
        gates: ["design"],
        grade: "C+A",
      },
      "files.processing_routes",
    ),
    proven(
      { key: "FILE-ARC-4", wording: "Security model defined", section: "Architecture", gates: ["design"], grade: "C" },
      reviewedSection("files.security"),
    ),
    vouched(
      {
        key: "FILE-SEC-1",
        wording: "Upload validation implemented",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "drill.upload_validation",
    ),
    vouched(
      {
        key: "FILE-SEC-2",
        wording: "Malware scanning configured",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "drill.eicar",
    ),
    vouched(
      {
        key: "FILE-SEC-3",
        wording: "Access control enforced",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "drill.file_acl",
    ),
    vouched(
      {
        key: "FILE-SEC-4",
        wording: "Signed URLs for private content",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      "file_policy.signed_url_ttl",
    ),
    vouched(
      {
        key: "FILE-PRF-1",
        wording: "Chunked upload for large files",
        section: "Performance",
        gates: ["verification"],
        grade: "A",
      },
      "drill.chunked_resume",
    ),
    vouched(
      {
        key: "FILE-PRF-2",
        wording: "Progressive loading implemented",
        section: "Performance",
        gates: ["verification"],
        grade: "D",
      },
      "evidence.progressive_loading",
    ),
    vouched(
      {
        key: "FILE-PRF-3",
        wording: "CDN caching optimized",
        section: "Performance",
        gates: ["verification"],
        grade: "B",
      },
      "cdn.hit_ratio",
    ),
    vouched(
      {
        key: "FILE-PRF-4",
        wording: "Cleanup jobs scheduled",
        section: "Performance",
        gates: ["verification"],
        grade: "A",
      },
      "sync.cleanup_job",
    ),
  ],
};
