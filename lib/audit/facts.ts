import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";

const DAY = 86_400_000;
/** The newest rows whose hashes are recomputed for one evaluation; the hourly job verifies the whole chain. */
const CHAIN_ROWS = 5_000;

/** Every write goes through `mutation()`, which audits it: these kinds are on because they cannot be off. */
const AUDITED_KINDS = ["config.change", "credential.read", "delivery.replay", "approval.decision", "flag.change"];

/** Facts about the audit log, as far as it concerns one integration. */
export async function auditFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const { workspaceId, integrationId, now } = scope;
  const since = (days: number) => new Date(now.getTime() - days * DAY);
  const link = `/audit?integration=${scope.slug}`;
  const say = (key: string, value: Observation["value"]): Observation => ({
    key,
    value,
    observedAt: now,
    source: "audit_entry",
    link,
  });
  const mine = { workspaceId, integrationId };
  const seen = [say("audit.kinds", AUDITED_KINDS)];
  if (scope.wants("audit.events_30d"))
    seen.push(say("audit.events_30d", await tx.auditEntry.count({ where: { ...mine, at: { gte: since(30) } } })));
  if (scope.wants("audit.events_24h"))
    seen.push(say("audit.events_24h", await tx.auditEntry.count({ where: { ...mine, at: { gte: since(1) } } })));
  if (scope.wants("audit.flag_events_90d")) {
    const where = { ...mine, action: { startsWith: "flag." }, at: { gte: since(90) } };
    seen.push(say("audit.flag_events_90d", await tx.auditEntry.count({ where })));
  }
  if (scope.wants("audit.chain_ok")) {
    const whole = await isChainWhole(tx, workspaceId);
    if (whole !== null) seen.push(say("audit.chain_ok", whole));
  }
  return seen;
}

/** Null when nothing was ever written. */
async function isChainWhole(tx: Tx, workspaceId: string): Promise<boolean | null> {
  const rows = await tx.$queryRaw<{ rows: number; broken: number; ends_at_head: boolean }[]>`
    with newest as (
      select seq, canonical, hash from audit_entry where workspace_id = ${workspaceId}::uuid
      order by seq desc limit ${CHAIN_ROWS + 1}),
    linked as (
      select seq, hash, canonical, lag(hash) over (order by seq) as before, lag(seq) over (order by seq) as before_seq from newest)
    select count(*)::int as rows,
      count(*) filter (where case
        when before is null and seq = 1 then hash is distinct from sha256(convert_to(canonical, 'UTF8'))
        when before is null then false
        else before_seq <> seq - 1 or hash is distinct from sha256(before || convert_to(canonical, 'UTF8')) end)::int as broken,
      coalesce((select h.hash = (select hash from newest order by seq desc limit 1) from audit_head h
        where h.workspace_id = ${workspaceId}::uuid), false) as ends_at_head
    from linked`;
  const row = rows[0];
  if (row === undefined || row.rows === 0) return null;
  return row.broken === 0 && row.ends_at_head;
}
