import { z } from "zod";

export const MAX_BODY = 40_000;

const cell = z.string().trim().max(500, "At most 500 characters in a cell.");
const FieldValue = z.union([
  z.string().trim().max(4_000, "At most 4,000 characters."),
  z.number(),
  z.array(z.string().trim().max(200)).max(200),
  z.array(z.record(z.string(), cell)).max(200),
  z.null(),
]);
export const SectionFields = z.record(z.string(), FieldValue);
export type SectionFields = z.output<typeof SectionFields>;
export type FieldValue = z.output<typeof FieldValue>;

const address = { slug: z.string().min(1).max(60), key: z.string().min(1).max(80) };

export const SaveSection = z.object({
  ...address,
  body: z.string().max(MAX_BODY, "At most 40,000 characters in one section."),
  fields: SectionFields.default({}),
  /** The revision of the section that was edited; another one means that somebody saved in between. */
  baseRevision: z.number().int().min(1),
});
export const ReviewSection = z.object({ ...address, contentHash: z.string().length(64) });
export const RestoreVersion = z.object({
  slug: address.slug,
  number: z.number().int().min(1),
  baseRevision: z.number().int().min(1),
});

type FieldBase = { key: string; label: string; help?: string; required: boolean };
export type FieldOption = { value: string; label: string };
export type OutlineField = FieldBase &
  (
    | { type: "text" }
    | { type: "number"; unit: string }
    | { type: "select"; options: readonly FieldOption[] }
    | { type: "multi_select"; options: readonly FieldOption[] }
    | { type: "list"; of: "text" | "currency" | "region"; example: string }
    | { type: "table"; columns: readonly { key: string; label: string }[] }
  );

export type OutlineSection = {
  key: string;
  title: string;
  /** What belongs here, said to the person who writes it. */
  help: string;
  required: boolean;
  fields: readonly OutlineField[];
};
export type Outline = { key: string; version: number; name: string; sections: readonly OutlineSection[] };

export type SectionState = "empty" | "started" | "filled" | "reviewed";
export type SectionDto = OutlineSection & {
  id: string;
  body: string;
  values: SectionFields;
  revision: number;
  contentHash: string;
  state: SectionState;
  /** What is still missing before it counts as filled. */
  missing: string[];
  updatedBy: string | null;
  updatedById: string | null;
  updatedAt: string;
  reviewedBy: string | null;
  reviewedAt: string | null;
};
export type DesignDto = {
  id: string;
  name: string;
  outlineVersion: number;
  revision: number;
  required: number;
  done: number;
  sections: SectionDto[];
};
export type VersionDto = {
  number: number;
  revision: number;
  author: string;
  note: string;
  createdAt: string;
  updatedAt: string;
};
export const Snapshot = z.array(
  z.object({ key: z.string(), title: z.string(), body: z.string(), fields: SectionFields }),
);
export type SnapshotSection = z.output<typeof Snapshot>[number];
export type DiffLine = { kind: "same" | "added" | "removed"; left: number | null; right: number | null; text: string };
export type SectionDiff = { key: string; title: string; lines: DiffLine[] };
export type DesignDiffDto = { from: VersionDto; to: VersionDto; sections: SectionDiff[] };
/** What a refused save answers, so that the person can choose between both texts. */
export type SectionConflict = { revision: number; body: string; fields: SectionFields; by: string; at: string };
