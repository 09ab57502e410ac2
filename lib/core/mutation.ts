import type { z } from "zod";
import { type AuditFacts, writeAudit } from "#lib/audit/write.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { type Tx, withTransaction } from "#lib/db/tx.ts";
import { authorize, type Ctx } from "./ctx.ts";
import { AppError } from "./errors.ts";
import { sayIssue } from "./say-issue.ts";

const NONE = Symbol("no audit row");
type NoAudit = { [NONE]: true; reason: string };

/** The explicit way out of the audit log; the reason is read by reviewers and by the architecture test. */
export function none(reason: string): NoAudit {
  return { [NONE]: true, reason };
}

type Outcome<Value> = { value: Value; audit: AuditFacts | AuditFacts[] | NoAudit };

type Definition<Input extends z.ZodType, Value> = {
  /** `{entity}.{verb}`: the audit action, the log's event and the metric's label. */
  name: `${string}.${string}`;
  permission: Permission | ((input: z.output<Input>) => Permission);
  input: Input;
  run: (args: { ctx: Ctx; tx: Tx; input: z.output<Input> }) => Promise<Outcome<Value>>;
};

export type Mutation<Input extends z.ZodType = z.ZodType, Value = unknown> = ((
  ctx: Ctx,
  input: unknown,
) => Promise<Value>) & {
  readonly verb: Definition<Input, Value>["name"];
  /** "by input" when test and live ask for different ones. */
  readonly permission: Permission | "by input";
  readonly input: Input;
};

/**
 * Every write: parse → authorize → open a transaction → do → audit in the same transaction → commit → return.
 * A reader that may not see the entity gets `not_found` from `run`'s own scoped look-up.
 */
export function mutation<Input extends z.ZodType, Value>(definition: Definition<Input, Value>): Mutation<Input, Value> {
  const { name, permission, input: schema, run } = definition;
  const perform = async (ctx: Ctx, raw: unknown): Promise<Value> => {
    const startedAt = performance.now();
    const input = parseInput(schema, raw);
    authorize(ctx, typeof permission === "function" ? permission(input) : permission);
    const value = await withTransaction(async (tx) => {
      const outcome = await run({ ctx, tx, input });
      if (!(NONE in outcome.audit)) {
        for (const facts of Array.isArray(outcome.audit) ? outcome.audit : [outcome.audit])
          await writeAudit(tx, ctx, { action: name, ...facts });
      }
      return outcome.value;
    });
    ctx.log.info({
      event: name,
      actor: ctx.actor.kind,
      actorId: ctx.actor.id,
      workspaceId: ctx.workspaceId,
      outcome: "ok",
      durationMs: Math.round(performance.now() - startedAt),
    });
    return value;
  };
  return Object.assign(perform, {
    verb: name,
    permission: typeof permission === "function" ? ("by input" as const) : permission,
    input: schema,
  });
}

function holdsZero(value: unknown, seen = new Set<object>()): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || seen.has(value)) return false;
  seen.add(value);
  return Object.entries(value).some(([key, inner]) => key.includes("\0") || holdsZero(inner, seen));
}

/** zod's issues as sentences by field; the submitted values are never echoed. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw, { error: sayIssue });
  if (parsed.success) {
    // No column can hold it, so the database would answer with a defect.
    if (holdsZero(parsed.data)) throw new AppError("invalid_input", "A text in this input holds a zero character.");
    return parsed.data;
  }
  const fields: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String).join(".") || "form";
    fields[path] = [...(fields[path] ?? []), issue.message];
  }
  const names = Object.keys(fields).filter((name) => name !== "form");
  const message =
    names.length > 0
      ? `Check ${names.join(", ")} and send it again.`
      : (fields["form"]?.[0] ?? "The input has the wrong form.");
  throw new AppError("invalid_input", message, { fields });
}
