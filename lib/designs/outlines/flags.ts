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

export const flags: Outline = {
  key: "flags",
  version: 1,
  name: "FEATURE-FLAGS.md",
  sections: [
    context,
    landscape,
    {
      key: "flags.targeting",
      title: "Targeting",
      help: "Which attributes decide who sees what, and how personal each one is.",
      required: true,
      fields: [
        table("attributes", "Attributes", [
          ["attribute", "Attribute"],
          ["source", "Where it comes from"],
          ["class", "Class: public, internal or PII"],
        ]),
      ],
    },
    {
      key: "flags.sdk",
      title: "SDK integration",
      help: "How the application asks for a flag, and what it does before the first answer.",
      required: true,
      fields: [
        text("language", "Language and framework"),
        text("version", "SDK and version"),
        {
          key: "side",
          label: "Evaluated",
          type: "select",
          required: true,
          options: options(["server", "On the server"], ["client", "In the client"], ["both", "On both sides"]),
        },
        text("bootstrap", "Bootstrap"),
        text("offline", "When the flag service is away"),
      ],
    },
    classification(false),
    webhooks(false),
    architecture(false),
    operations,
  ],
};
