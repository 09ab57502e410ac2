import { z } from "zod";

const text = (max: number) => z.string().trim().min(1).max(max).optional();
const day = z.iso.date("Write a day as 2026-11-20.").optional();

/** Filters of the log, as they stand in an address. An empty one is none. */
export const AuditFilter = z.strictObject({
  actor: text(254),
  /** The start of an action: `flag.` finds every change of flags. */
  action: text(80),
  entityType: text(60),
  entityId: text(200),
  /** A slug. */
  integration: text(100),
  environment: z.enum(["test", "live"]).optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "A trace id has 32 hexadecimal digits.")
    .optional(),
  from: day,
  to: day,
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, "This cursor was not made here.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditFilter = z.infer<typeof AuditFilter>;
export type AuditRowDto = {
  id: string;
  seq: string;
  at: string;
  actor: { kind: string; id: string; label: string };
  action: string;
  entityType: string;
  entityId: string;
  label: string | null;
  environment: string | null;
  changes: { path: string; before: string | null; after: string | null }[];
  reason: string | null;
  traceId: string;
  hash: string;
};
export type AuditPage = { items: AuditRowDto[]; next: string | null };

export type ChainProblem = {
  /** The first row that does not hold. */
  seq: string;
  kind: "altered" | "missing" | "reordered" | "truncated";
  message: string;
};
export type ChainVerdict = {
  ok: boolean;
  rows: number;
  headHash: string | null;
  problem: ChainProblem | null;
  checkedAt: string;
  tookMs: number;
};
