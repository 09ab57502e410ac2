import type { Ctx } from "#lib/core/ctx.ts";
import { versionOf } from "#lib/web/version-of.ts";
import { listDeliveries } from "#lib/webhooks/delivery-queries.ts";
import { listEvents } from "#lib/webhooks/event-queries.ts";
import { countQuarantine, listQuarantine } from "#lib/webhooks/quarantine-queries.ts";
import { listReplayProgress } from "#lib/webhooks/replay-progress.ts";
import { DeliveryFilter } from "#lib/webhooks/schema.ts";
import { EventFilter, QuarantineFilter } from "#lib/webhooks/source-schema.ts";
import { countTraffic } from "#lib/webhooks/traffic-queries.ts";
import { readRange } from "./ranges.ts";
import { keepReadable, type Params } from "./search.ts";

type Environment = "test" | "live";

/** The page, the poll and the file read the same rows from the same address. */
export async function eventsOf(ctx: Ctx, params: Params, environment: Environment) {
  const range = readRange(params, ctx.now());
  const from = range.from === null ? {} : { from: range.from };
  return { range, ...(await listEvents(ctx, { ...from, ...keepReadable(EventFilter, params), environment })) };
}

export async function deliveriesOf(ctx: Ctx, params: Params, environment: Environment) {
  const range = readRange(params, ctx.now());
  const from = range.from === null ? {} : { from: range.from };
  return { range, ...(await listDeliveries(ctx, { ...from, ...keepReadable(DeliveryFilter, params), environment })) };
}

export async function deadLettersOf(ctx: Ctx, params: Params, environment: Environment) {
  const { state: _state, ...filter } = keepReadable(DeliveryFilter, params);
  return listDeliveries(ctx, { ...filter, state: "dead", environment });
}

export async function replaysOf(ctx: Ctx, environment: Environment) {
  return listReplayProgress(ctx, environment);
}

export async function quarantineOf(ctx: Ctx, params: Params, environment: Environment) {
  return listQuarantine(ctx, { ...keepReadable(QuarantineFilter, params), environment });
}

/**
 * What a list shows, in one word. The head's numbers belong to it: they are read beside the rows, not with them, so a
 * row that comes between the two would otherwise leave the head wrong until the next one.
 */
export async function eventsVersion(ctx: Ctx, params: Params, environment: Environment): Promise<string> {
  const [counts, { items }] = await Promise.all([countTraffic(ctx, environment), eventsOf(ctx, params, environment)]);
  return versionOf([counts, items]);
}

export async function deliveriesVersion(ctx: Ctx, params: Params, environment: Environment): Promise<string> {
  const [counts, { items }] = await Promise.all([
    countTraffic(ctx, environment),
    deliveriesOf(ctx, params, environment),
  ]);
  return versionOf([counts, items]);
}

export async function deadLettersVersion(ctx: Ctx, _params: Params, environment: Environment): Promise<string> {
  const [counts, replays] = await Promise.all([countTraffic(ctx, environment), replaysOf(ctx, environment)]);
  return versionOf([counts.dead, replays]);
}

export async function quarantineVersion(ctx: Ctx, params: Params, environment: Environment): Promise<string> {
  const [reasons, { items }] = await Promise.all([
    countQuarantine(ctx, environment),
    quarantineOf(ctx, params, environment),
  ]);
  return versionOf([reasons, items]);
}
