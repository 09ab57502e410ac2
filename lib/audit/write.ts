import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import type { Tx } from "#lib/db/tx.ts";
import { canonicalText } from "./canonical.ts";

/** What a verb says of its change. `before` and `after` hold no secret columns. */
export type AuditFacts = {
  entityType: string;
  entityId: string;
  /** A name that stays readable when the entity is gone. */
  label?: string;
  integrationId?: string | null;
  environment?: string | null;
  before?: unknown;
  after?: unknown;
  reason?: string;
};

export type AuditRow = AuditFacts & { action: string };

/**
 * Appends one row to the workspace's chain. Call it as the last statement of the transaction: it takes the
 * head's row lock, so that two changes of one workspace queue here and nowhere else.
 */
export async function writeAudit(tx: Tx, ctx: Ctx, row: AuditRow): Promise<void> {
  const id = newId();
  const at = ctx.now();
  const text = canonicalText({
    id,
    at: at.toISOString(),
    workspaceId: ctx.workspaceId,
    actor: { kind: ctx.actor.kind, id: ctx.actor.id, label: ctx.actor.label },
    action: row.action,
    entityType: row.entityType,
    entityId: row.entityId,
    label: row.label ?? null,
    integrationId: row.integrationId ?? null,
    environment: row.environment ?? null,
    before: row.before ?? null,
    after: row.after ?? null,
    reason: row.reason ?? null,
    traceId: ctx.traceId,
  });
  await tx.$executeRaw`
    with head as (
      insert into audit_head as h (workspace_id, seq, hash) values (${ctx.workspaceId}::uuid, 1, sha256(convert_to(${text}, 'UTF8')))
      on conflict (workspace_id) do update set seq = h.seq + 1, hash = sha256(h.hash || convert_to(${text}, 'UTF8'))
      returning seq, hash)
    insert into audit_entry (id, workspace_id, seq, at, actor_kind, actor_id, actor_label, action, entity_type, entity_id, label,
      integration_id, environment, before, after, reason, trace_id, canonical, hash)
    select ${id}::uuid, ${ctx.workspaceId}::uuid, seq, ${at}, ${ctx.actor.kind}, ${ctx.actor.id}, ${ctx.actor.label}, ${row.action},
      ${row.entityType}, ${row.entityId}, ${row.label ?? null}, ${row.integrationId ?? null}::uuid, ${row.environment ?? null},
      ${jsonOrNull(row.before)}::jsonb, ${jsonOrNull(row.after)}::jsonb, ${row.reason ?? null}, ${ctx.traceId}, ${text}, hash
    from head`;
}

function jsonOrNull(value: unknown): string | null {
  // jsonb has no NUL; the canonical text keeps it, and that is what the chain proves.
  return value === undefined || value === null ? null : JSON.stringify(value).replaceAll("\\u0000", "\\ufffd");
}
