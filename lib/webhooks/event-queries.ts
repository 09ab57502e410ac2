import { HOUR } from "#lib/core/clock.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { AppError, notFound } from "#lib/core/errors.ts";
import { idFloor, idTime, isUuid } from "#lib/core/id.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { db, pool } from "#lib/db/client.ts";
import { databaseCode } from "#lib/db/errors.ts";
import { readKeptHeaders } from "./ingest/keep-headers.ts";
import { DELIVERY_WORDS, type EventDto, EventFilter, type EventRow, type Page } from "./source-schema.ts";
import { DELIVERIES_OF_EVENT, DELIVERIES_OF_EVENTS, FIND_EXTERNAL, LIST_EVENTS } from "./sql/list-events.ts";

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** Bodies are looked through for this long back unless a time is given, and never longer than this. */
const CONTAINS_HOURS = 24;
const SEARCH_MS = 3_000;

type Row = {
  id: string;
  external_id: string;
  type: string;
  source_id: string;
  source: string | null;
  environment: "test" | "live";
  received_at: Date;
  bytes: number;
  duplicates: number;
  conflicts: number;
};

/** Newest first. `q` is tried as our id, then as the provider's id, then as a text inside the bodies of the last day. */
export async function listEvents(ctx: Ctx, filter: unknown = {}): Promise<Page<EventRow>> {
  authorize(ctx, "workspace:read");
  const { source, integration, environment, type, from, to, q, cursor, limit } = parseInput(EventFilter, filter);
  const sources = await sourcesOf(ctx, { source, integration, all: q !== undefined });
  if (sources !== null && sources.length === 0) return { items: [], next: null };
  const range = {
    from: from === undefined ? FIRST_ID : idFloor(from),
    before: to === undefined ? LAST_ID : idFloor(to),
  };
  if (cursor !== undefined && cursor < range.before) range.before = cursor;
  const kept = type?.endsWith("*") ? { exact: null, prefix: type.slice(0, -1) } : { exact: type ?? null, prefix: null };

  const ids = q === undefined ? null : isUuid(q) ? [q] : await idsOfExternal(sources ?? [], q);
  const contains = q !== undefined && ids !== null && ids.length === 0 ? Buffer.from(q, "utf8") : null;
  if (contains !== null && from === undefined)
    range.from = idFloor(new Date(ctx.now().getTime() - CONTAINS_HOURS * HOUR));
  const rows = await search([
    ctx.workspaceId,
    source === undefined && integration === undefined ? null : sources,
    environment ?? null,
    kept.exact,
    kept.prefix,
    range.from,
    range.before,
    contains === null ? ids : null,
    contains,
    limit + 1,
  ]);
  const page = rows.slice(0, limit);
  const deliveries = await statesOf(page);
  return {
    items: page.map((row) => ({ ...toRow(row), deliveries: deliveries.get(row.id) ?? [] })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** On a connection of its own for the moment, with an end: a search may not slow the product down. */
async function search(values: unknown[]): Promise<Row[]> {
  const client = await pool().connect();
  try {
    await client.query(`begin read only; set local statement_timeout = ${SEARCH_MS}`);
    const { rows } = await client.query<Row>(LIST_EVENTS, values);
    await client.query("commit");
    return rows;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    if (databaseCode(error) !== "57014") throw error;
    throw new AppError(
      "limit_exceeded",
      "The search took longer than 3 s. Choose a source, a type or a shorter time.",
      {
        retryAfterMs: 0,
        cause: error,
      },
    );
  } finally {
    client.release();
  }
}

async function sourcesOf(
  ctx: Ctx,
  wanted: { source: string | undefined; integration: string | undefined; all: boolean },
): Promise<string[] | null> {
  if (wanted.source === undefined && wanted.integration === undefined && !wanted.all) return null;
  const owner =
    wanted.integration === undefined
      ? null
      : await db().integration.findFirst({
          where: { workspaceId: ctx.workspaceId, slug: wanted.integration },
          select: { id: true },
        });
  if (wanted.integration !== undefined && owner === null) return [];
  const rows = await db().source.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(wanted.source === undefined ? {} : { id: wanted.source }),
      ...(owner === null ? {} : { integrationId: owner.id }),
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

async function idsOfExternal(sources: string[], externalId: string): Promise<string[]> {
  const { rows } = await pool().query<{ event_id: string }>(FIND_EXTERNAL, [sources, externalId]);
  return rows.map(({ event_id }) => event_id);
}

async function statesOf(rows: readonly Row[]): Promise<Map<string, EventRow["deliveries"]>> {
  const oldest = rows.at(-1);
  if (oldest === undefined) return new Map();
  const { rows: counts } = await pool().query<{ event_id: string; state: number; count: number }>(
    DELIVERIES_OF_EVENTS,
    [rows.map(({ id }) => id), historyFloor(oldest.id)],
  );
  return new Map(
    [...Map.groupBy(counts, ({ event_id }) => event_id)].map(([id, group]) => [
      id,
      group.map(({ state, count }) => ({ state: DELIVERY_WORDS[state] ?? "pending", count })),
    ]),
  );
}

/** A delivery is never older than its event: partitions before it need no look. A minute for clocks that differ. */
function historyFloor(eventId: string): string {
  return idFloor(new Date(idTime(eventId).getTime() - 60_000));
}

function toRow(row: Row): Omit<EventRow, "deliveries"> {
  return {
    id: row.id,
    externalId: row.external_id,
    type: row.type,
    sourceId: row.source_id,
    source: row.source ?? "deleted source",
    environment: row.environment,
    receivedAt: row.received_at.toISOString(),
    bytes: row.bytes,
    duplicates: row.duplicates,
    conflicts: row.conflicts,
  };
}

export async function getEvent(ctx: Ctx, id: string): Promise<EventDto> {
  authorize(ctx, "workspace:read");
  const row = isUuid(id) ? await db().event.findFirst({ where: { id, workspaceId: ctx.workspaceId } }) : null;
  if (row === null) throw notFound("This event");
  const [source, claim, deliveries] = await Promise.all([
    db().source.findUnique({ where: { id: row.sourceId }, select: { name: true } }),
    db().eventDedupe.findUnique({
      where: { sourceId_externalId: { sourceId: row.sourceId, externalId: row.externalId } },
    }),
    pool().query<DeliveryRow>(DELIVERIES_OF_EVENT, [row.id, ctx.workspaceId, historyFloor(row.id)]),
  ]);
  return {
    id: row.id,
    externalId: row.externalId,
    type: row.type,
    sourceId: row.sourceId,
    source: source?.name ?? "deleted source",
    environment: row.environment,
    receivedAt: row.receivedAt.toISOString(),
    bytes: row.body.length,
    duplicates: claim?.duplicates ?? 0,
    conflicts: claim?.conflicts ?? 0,
    contentType: row.contentType,
    headers: readKeptHeaders(row.headers).list,
    bodyBase64: Buffer.from(row.body).toString("base64"),
    sha256: Buffer.from(row.bodySha).toString("hex"),
    isUtf8: row.isUtf8,
    traceId: row.traceId,
    deliveries: deliveries.rows.map((delivery) => ({
      id: delivery.id,
      destinationId: delivery.destination_id,
      destination: delivery.destination ?? "deleted destination",
      state: DELIVERY_WORDS[delivery.state] ?? "pending",
      attemptCount: delivery.attempt_count,
      lastError: delivery.last_error,
      createdAt: delivery.created_at.toISOString(),
    })),
  };
}

type DeliveryRow = {
  id: string;
  destination_id: string;
  destination: string | null;
  state: number;
  attempt_count: number;
  last_error: string | null;
  created_at: Date;
};
