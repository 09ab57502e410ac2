import { createHash } from "node:crypto";
import type pg from "pg";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { pool } from "#lib/db/client.ts";
import { canonicalText } from "./canonical.ts";
import type { ChainProblem, ChainVerdict } from "./schema.ts";

const BATCH = 2_000;

type Row = {
  seq: string;
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_label: string;
  action: string;
  entity_type: string;
  entity_id: string;
  label: string | null;
  integration_id: string | null;
  environment: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  trace_id: string;
  canonical: string;
  hash: Buffer;
};

type Head = { seq: string; hash: Buffer };

/** For the page and the API. */
export async function verifyAudit(ctx: Ctx): Promise<ChainVerdict> {
  authorize(ctx, "audit:read");
  return verifyChain(ctx.workspaceId);
}

/** Walks the whole chain of one workspace in one snapshot and names the first row that does not hold. */
export async function verifyChain(workspaceId: string, from: pg.Pool = pool()): Promise<ChainVerdict> {
  const startedAt = performance.now();
  const client = await from.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const walked = await walk(client, workspaceId);
    await client.query("commit");
    return {
      ...walked,
      ok: walked.problem === null,
      checkedAt: new Date().toISOString(),
      tookMs: Math.round(performance.now() - startedAt),
    };
  } finally {
    client.release();
  }
}

async function walk(client: pg.PoolClient, workspaceId: string) {
  const heads = await client.query<Head>("select seq, hash from audit_head where workspace_id = $1", [workspaceId]);
  const head = heads.rows[0];
  const headHash = head?.hash.toString("hex") ?? null;
  let [rows, before] = [0, Buffer.alloc(0)];
  for (;;) {
    const batch = await client.query<Row>(
      "select * from audit_entry where workspace_id = $1 and seq > $2 order by seq limit $3",
      [workspaceId, rows, BATCH],
    );
    for (const row of batch.rows) {
      const problem = await checkRow(client, workspaceId, row, rows + 1, before);
      if (problem !== null) return { rows, headHash, problem };
      rows++;
      before = Buffer.from(row.hash);
    }
    if (batch.rows.length < BATCH) break;
  }
  return { rows, headHash, problem: checkEnd(head, rows, before) };
}

async function checkRow(
  client: pg.PoolClient,
  workspaceId: string,
  row: Row,
  expected: number,
  before: Buffer,
): Promise<ChainProblem | null> {
  const found = Number(row.seq);
  const seq = String(expected);
  if (found !== expected) {
    const gap = found - expected;
    const which = gap === 1 ? `Row ${expected} is missing` : `Rows ${expected} to ${found - 1} are missing`;
    return { seq, kind: "missing", message: `${which}: the next one there is row ${found}.` };
  }
  const hash = createHash("sha256").update(before).update(row.canonical, "utf8").digest();
  if (hash.equals(row.hash)) {
    const column = differingColumn(row);
    if (column === null) return null;
    const message = `Row ${seq} was altered: its ${column} says something else than the text that the chain proves.`;
    return { seq, kind: "altered", message };
  }
  // Only now, once: does another row follow from the one before? Then rows changed places.
  const other = await client.query<{ seq: string }>(
    "select seq from audit_entry where workspace_id = $1 and seq <> $2 and hash = sha256($3::bytea || convert_to(canonical, 'UTF8')) limit 1",
    [workspaceId, expected, before],
  );
  const at = other.rows[0]?.seq;
  if (at !== undefined)
    return { seq, kind: "reordered", message: `Row ${seq} is out of order: what belongs here stands at row ${at}.` };
  const message = `Row ${seq} does not follow from the row before it: it was altered, or a row before it was taken out.`;
  return { seq, kind: "altered", message };
}

/** The chain proves `canonical`; people read the columns. Both must say the same. */
function differingColumn(row: Row): string | null {
  const proven: Record<string, unknown> = JSON.parse(row.canonical);
  const readable: Record<string, unknown> = {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, label: row.actor_label },
    action: row.action,
    entityType: row.entity_type,
    entityId: row.entity_id,
    label: row.label,
    integrationId: row.integration_id,
    environment: row.environment,
    before: row.before,
    after: row.after,
    reason: row.reason,
    traceId: row.trace_id,
  };
  const same = (name: string) => withoutNul(proven[name]) === withoutNul(readable[name]);
  return Object.keys(readable).find((name) => !same(name)) ?? null;
}

/** jsonb cannot hold NUL, so the column carries the replacement character in its place. */
function withoutNul(value: unknown): string {
  return canonicalText(value).replaceAll("\\u0000", "\ufffd").replaceAll("\\ufffd", "\ufffd");
}

function checkEnd(head: Head | undefined, rows: number, last: Buffer): ChainProblem | null {
  if (head === undefined)
    return rows === 0 ? null : { seq: String(rows), kind: "truncated", message: "The chain has rows but no head." };
  const says = Number(head.seq);
  if (says > rows) {
    const gone = says - rows;
    const message = `The last ${gone === 1 ? "row is" : `${gone} rows are`} missing: the head counts ${says}, ${rows} are there.`;
    return { seq: String(rows + 1), kind: "truncated", message };
  }
  if (says < rows || !head.hash.equals(last))
    return {
      seq: String(rows),
      kind: "altered",
      message: `The head does not match row ${rows}: one of them was altered.`,
    };
  return null;
}
