import type { Outline, OutlineSection } from "../schema.ts";
import { files } from "./files.ts";
import { flags } from "./flags.ts";
import { payment } from "./payment.ts";
import { search } from "./search.ts";
import { architecture, classification, context, landscape, operations, table, webhooks } from "./shared-sections.ts";

const multiSystem: Outline = {
  key: "multi_system",
  version: 1,
  name: "MULTI-SYSTEM-DESIGN.md",
  sections: [
    context,
    landscape,
    architecture(true),
    {
      key: "flows.mapping",
      title: "Data mapping",
      help: "How a field of one system becomes a field of another. Keep every transformation explicit.",
      required: true,
      fields: [
        table("mappings", "Mappings", [
          ["from", "From"],
          ["to", "To"],
          ["rule", "Rule"],
        ]),
      ],
    },
    {
      key: "flows.conflicts",
      title: "Conflicts and partial failure",
      help: "Which system wins when two disagree, and what is undone when a later step fails.",
      required: true,
      fields: [],
    },
    webhooks(false),
    classification(false),
    operations,
  ],
};

const generic: Outline = {
  key: "generic",
  version: 1,
  name: "INTEGRATION-DESIGN.md",
  sections: [context, landscape, architecture(true), webhooks(false), classification(false), operations],
};

export const OUTLINES: readonly Outline[] = [payment, search, files, flags, multiSystem, generic];

export function outlineOf(key: string): Outline {
  const outline = OUTLINES.find((candidate) => candidate.key === key);
  if (outline === undefined) throw new RangeError(`There is no outline for ${key}.`);
  return outline;
}

export function findOutlineSection(outlineKey: string, key: string): OutlineSection | null {
  const outline = OUTLINES.find((candidate) => candidate.key === outlineKey);
  return outline?.sections.find((section) => section.key === key) ?? null;
}
