import { createHash } from "node:crypto";
import { verifyChain } from "#lib/audit/verify.ts";
import { expect } from "./drill.ts";
import type { Stage } from "./stage.ts";

/** How long a lease may outlive its end: one round of the sweep, which comes every ten seconds, and a margin. */
const SWEEP_SECONDS = 15;

/** What a sink remembers of one request; destinations that share a sink differ in their path. */
export type Hit = { headers: Readonly<Record<string, string | string[] | undefined>>; body: Buffer; path?: string };
type EventRow = { id: string; key: string; sha: string; actual: string };
type SentRow = { event_id: string; delivered: number; begun: number; answered: number };

/**
 * What holds after every drill, whatever the fault was: nothing lost, nothing twice, every delivery there and in one
 * place, no orphaned lease, each repeat at the sink explained by an attempt and equal byte for byte, the audit chain whole.
 */
export async function checkInvariants(stage: Stage, hits: readonly Hit[] = stage.sink.received): Promise<string> {
  const events = await checkEvents(stage);
  await checkFanOut(stage, events.length);
  const repeats = await checkHits(stage, events, hits);
  const chain = await verifyChain(stage.workspaceId, stage.eyes);
  expect("an audit chain with rows that verifies", chain.ok && chain.rows > 0, chain);
  return `${stage.senders.reduce((sum, { acked }) => sum + acked.size, 0)} acked, ${events.length} stored, 0 lost, 0 twice, ${hits.length} hits, ${repeats} explained repeats`;
}

async function checkEvents(stage: Stage): Promise<EventRow[]> {
  const { rows } = await stage.eyes.query<EventRow>(
    "select id, source_id || ' ' || external_id as key, encode(body_sha, 'hex') as sha, encode(sha256(body), 'hex') as actual from event",
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const acked = stage.senders.flatMap((sender) => [...sender.acked]);
  const lost = acked.filter(([, { eventId, sha }]) => {
    const row = stored.get(eventId);
    return row?.sha !== sha || row.actual !== sha;
  });
  expect("every acknowledged event stored with its bytes", lost.length === 0, lost.slice(0, 3));
  const distinct = new Set(rows.map((row) => row.key)).size;
  expect("no external id stored twice", distinct === rows.length, rows.length - distinct);
  const claims = await stage.number("select count(*) as n from event_dedupe");
  expect("one dedupe claim an event", claims === rows.length, { claims, events: rows.length });
  return rows;
}

async function checkFanOut(stage: Stage, events: number): Promise<void> {
  const all = `(select event_id, route_id, replay_no from delivery union all select event_id, route_id, replay_no from delivery_history)`;
  const wanted = await stage.number(`select count(*) as n from event e
    join route r on r.source_id = e.source_id and r.enabled
      and exists (select 1 from unnest(r.event_types) as t(pattern) where e.type like replace(t.pattern, '*', '%'))`);
  const deliveries = await stage.number(`select count(*) as n from ${all} d`);
  expect("one delivery an event and route", deliveries === wanted, { events, wanted, deliveries });
  const twice = await stage.number(
    `select count(*) as n from (select 1 from ${all} d group by event_id, route_id, replay_no having count(*) > 1) x`,
  );
  expect("no delivery in two places", twice === 0, twice);
  const orphans = await stage.number(
    `select count(*) as n from delivery where state = 1 and lease_until < now() - interval '${SWEEP_SECONDS} seconds'`,
  );
  expect("no lease older than its end and one sweep", orphans === 0, orphans);
}

/** Answers how many hits were repeats. Each must be an attempt of its own, and the same bytes as the event. */
async function checkHits(stage: Stage, events: readonly EventRow[], hits: readonly Hit[]): Promise<number> {
  const shaOf = new Map(events.map(({ id, sha }) => [`msg_${id}`, sha]));
  const hitsOf = new Map<string, number>();
  const firsts = new Set<string>();
  for (const { headers, body, path } of hits) {
    const id = String(headers["webhook-id"]);
    const sha = createHash("sha256").update(body).digest("hex");
    expect(`the delivery ${id} byte-identical to its event`, shaOf.get(id) === sha);
    hitsOf.set(id, (hitsOf.get(id) ?? 0) + 1);
    firsts.add(`${id} ${path}`);
  }
  const { rows } = await stage.eyes.query<SentRow>(`
    select e.id as event_id,
      (select count(*)::int from delivery_history h where h.event_id = e.id and h.state = 4) as delivered,
      (select count(*)::int from attempt a where a.event_id = e.id)
        + (select count(*)::int from delivery d where d.event_id = e.id and d.state = 1) as begun,
      (select count(*)::int from attempt a where a.event_id = e.id and a.status is not null) as answered
    from event e`);
  for (const { event_id, delivered, begun, answered } of rows) {
    const seen = hitsOf.get(`msg_${event_id}`) ?? 0;
    const row = { event_id, delivered, begun, answered, seen };
    expect("every delivered event at the sink", seen >= delivered, row);
    expect("no hit at the sink without an attempt that explains it", seen <= begun, row);
    expect("no recorded answer without a hit at the sink", answered <= seen, row);
  }
  return hits.length - firsts.size;
}
