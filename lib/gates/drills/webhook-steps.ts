import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { DrillRun } from "#lib/db/generated/client.ts";
import type { RefusalReason } from "#lib/providers/schema.ts";
import type { DrillStepKey } from "../schema.ts";
import {
  type DrillRequest,
  type DrillSource,
  drillRequest,
  post,
  staleMoment,
  tampered,
  withoutSignature,
} from "./drill-request.ts";
import { startFailingHandler } from "./failing-handler.ts";
import { deadLetterResult, refusedResult, type StepResult } from "./suite.ts";
import { addTemporaryDestination, removeTemporaryDestination } from "./temporary-destination.ts";

export type SuiteRun = { drill: DrillRun; source: DrillSource; valid?: { request: DrillRequest; eventId: string } };

const TYPE = "interlock.drill";
const DEAD = 5;
const QUARANTINE_MS = 5_000;
const ROUTE_SEEN_MS = 10_000;
const DEAD_MS = 60_000;

const Accepted = z.object({ id: z.uuid(), duplicate: z.boolean().optional() });

export const STEPS: Readonly<Record<DrillStepKey, (run: SuiteRun) => Promise<StepResult>>> = {
  async valid(run) {
    const request = make(run, "valid");
    const { status, answer } = await post(run.source, request);
    const accepted = Accepted.safeParse(answer);
    if (status !== 202 || !accepted.success) return { state: "failed", observed: `answered ${status}` };
    run.valid = { request, eventId: accepted.data.id };
    const stored = await countEvents(accepted.data.id);
    return { state: stored === 1 ? "passed" : "failed", observed: `202, ${events(stored)}` };
  },

  missing_signature: (run) => refuse(run, withoutSignature(run.source, make(run, "missing")), "missing_signature"),
  tampered: (run) => refuse(run, tampered(make(run, "tampered")), "bad_signature"),

  async stale(run) {
    const at = staleMoment(run.source, new Date());
    if (at === null)
      return { state: "skipped", observed: "this provider signs no time; repeats are known by their id" };
    return refuse(run, make(run, "stale", at), "stale_timestamp");
  },

  async duplicate(run) {
    if (run.valid === undefined) return { state: "failed", observed: "the valid event was not stored" };
    const { status, answer } = await post(run.source, run.valid.request);
    const repeated = Accepted.safeParse(answer);
    if (status !== 200 || !repeated.success || repeated.data.duplicate !== true)
      return { state: "failed", observed: `answered ${status}` };
    const same = repeated.data.id === run.valid.eventId;
    const stored = await countEvents(run.valid.eventId);
    const observed = `200 duplicate, ${events(stored)}${same ? "" : ", but another id"}`;
    return { state: same && stored === 1 ? "passed" : "failed", observed };
  },

  async unknown_type(run) {
    const { status, answer } = await post(run.source, make(run, "unknown"));
    const accepted = Accepted.safeParse(answer);
    if (status !== 202 || !accepted.success) return { state: "failed", observed: `answered ${status}` };
    const stored = await countEvents(accepted.data.id);
    const eventId = accepted.data.id;
    const waiting = await db().delivery.count({ where: { eventId } });
    const routed = waiting + (await db().deliveryHistory.count({ where: { eventId } }));
    const way = routed === 0 ? "no route takes it, it is listed as unrouted" : "a route for every type takes it";
    return { state: stored === 1 ? "passed" : "failed", observed: `202, ${events(stored)}, ${way}` };
  },

  failing_handler: failUntilDead,
};

async function failUntilDead(run: SuiteRun): Promise<StepResult> {
  const handler = await startFailingHandler();
  const { workspaceId, integrationId, sourceId } = run.drill;
  const owner = { workspaceId, integrationId, sourceId: sourceId ?? run.drill.id };
  const temporary = await addTemporaryDestination(owner, handler.url, `${TYPE}.failing`);
  const { destinationId } = temporary;
  try {
    const startedAt = Date.now();
    if (!(await sendUntilRouted(run, destinationId)))
      return { state: "failed", observed: "the gateway did not see the drill's route within 10 s" };
    const dead = await until(() => db().deliveryHistory.findFirst({ where: { destinationId, state: DEAD } }), DEAD_MS);
    const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
    return deadLetterResult({
      dead: dead !== null,
      attempts: dead?.attemptCount ?? 0,
      received: handler.received(),
      seconds,
    });
  } finally {
    await removeTemporaryDestination(temporary);
    await handler.close();
  }
}

/** The gateway learns of a new route within a second or so: an event it took before that went without it. */
async function sendUntilRouted(run: SuiteRun, destinationId: string): Promise<boolean> {
  const end = Date.now() + ROUTE_SEEN_MS;
  for (let attempt = 1; Date.now() < end; attempt++) {
    await wait(800);
    const { status } = await post(run.source, make(run, "failing", new Date(), attempt));
    if (status !== 202) continue;
    const waiting = await db().delivery.count({ where: { destinationId } });
    if (waiting + (await db().deliveryHistory.count({ where: { destinationId } })) > 0) return true;
  }
  return false;
}

/** Refused, for the reason that this fault should have: a stale request that is called forged proves nothing. */
async function refuse(run: SuiteRun, request: DrillRequest, expected: RefusalReason): Promise<StepResult> {
  const sourceId = run.drill.sourceId ?? run.drill.id;
  const newest = () => db().quarantine.findFirst({ where: { sourceId }, orderBy: { id: "desc" } });
  const before = (await newest())?.id;
  const { status } = await post(run.source, request);
  const look = async () => {
    const row = await newest();
    return row === null || row.id === before ? null : row;
  };
  const row = await until(look, status === 401 ? QUARANTINE_MS : 0);
  return refusedResult(status, row?.reason ?? null, expected);
}

function make({ drill, source }: SuiteRun, name: string, now = new Date(), attempt = 1): DrillRequest {
  const id = `evt_drill_${drill.id.replaceAll("-", "").slice(-12)}_${name}${attempt === 1 ? "" : attempt}`;
  return drillRequest(source, { id, type: `${TYPE}.${name}`, now });
}

function countEvents(id: string): Promise<number> {
  return db().event.count({ where: { id } });
}

function events(count: number): string {
  return count === 1 ? "one event" : `${count} events`;
}

/** Asks again until there is an answer or the time is over. */
async function until<T>(look: () => Promise<T | null>, milliseconds: number): Promise<T | null> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== null || Date.now() >= end) return found;
    await wait(200);
  }
}
