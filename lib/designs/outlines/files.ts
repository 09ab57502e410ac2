import type { Outline } from "../schema.ts";
import {
  architecture,
  classification,
  context,
  landscape,
  operations,
  options,
  table,
  text,
  webhooks,
} from "./shared-sections.ts";

export const files: Outline = {
  key: "files",
  version: 1,
  name: "MEDIA-DESIGN.md",
  sections: [
    context,
    landscape,
    {
      key: "files.processing",
      title: "Processing",
      help: "What happens to a file after the upload. If nothing does, write one row that says none and why.",
      required: true,
      fields: [
        table("steps", "Steps", [
          ["step", "Step, such as resize or transcode"],
          ["input", "Input"],
          ["output", "Output"],
          ["handler", "Handler"],
        ]),
      ],
    },
    {
      key: "files.pipeline",
      title: "Processing pipeline",
      help: "Queues, retries, where failed files go, and how a person sees the progress.",
      required: true,
      fields: [],
    },
    {
      key: "files.security",
      title: "Security model",
      help: "Who may read and write, what is public, and how long a link lives.",
      required: true,
      fields: [
        text("readers", "Who reads"),
        text("writers", "Who writes"),
        {
          key: "classes",
          label: "Classes of content",
          type: "multi_select",
          required: true,
          options: options(["public", "Public"], ["private", "Private"]),
        },
        { key: "url_ttl_seconds", label: "Life of a signed link", type: "number", unit: "seconds", required: true },
      ],
    },
    classification(true),
    webhooks(false),
    architecture(false),
    operations,
  ],
};
