import { z } from "zod";
import { listAudit } from "#lib/audit/queries.ts";
import { AuditFilter } from "#lib/audit/schema.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { getDelivery, listDeliveries } from "#lib/webhooks/delivery-queries.ts";
import { getEvent, listEvents } from "#lib/webhooks/event-queries.ts";
import { getQuarantined, listQuarantine } from "#lib/webhooks/quarantine-queries.ts";
import { discardQuarantine, releaseQuarantine } from "#lib/webhooks/resolve-quarantine.ts";
import { DeliveryFilter } from "#lib/webhooks/schema.ts";
import { DiscardQuarantine, EventFilter, QuarantineFilter, ReleaseQuarantine } from "#lib/webhooks/source-schema.ts";
import { call } from "./define.ts";
import { Any, Created, listOf, Time } from "./shapes.ts";

const Address = z.strictObject({ id: z.uuid() });
const Event = z.looseObject({
  id: z.uuid(),
  externalId: z.string(),
  type: z.string(),
  receivedAt: Time,
  duplicates: z.int(),
});
const Delivery = z.looseObject({
  id: z.uuid(),
  eventId: z.uuid(),
  destinationId: z.uuid(),
  state: z.string(),
  attemptCount: z.int(),
  lastError: z.string().nullable(),
});
const Attempt = z.looseObject({ at: Time, outcome: z.string(), status: z.int().nullable(), durationMs: z.int() });

export const list = call({
  doc: {
    method: "GET",
    path: "/events",
    summary: "List stored events, newest first",
    input: EventFilter,
    output: listOf(Event),
  },
  run: listEvents,
});

export const get = call({
  doc: { method: "GET", path: "/events/{id}", summary: "Read one event with headers and body", output: Event },
  run: (ctx, input) => getEvent(ctx, parseInput(Address, input).id),
});

export const deliveries = call({
  doc: {
    method: "GET",
    path: "/deliveries",
    summary: "List deliveries, newest first; ?state=dead are the dead letters",
    input: DeliveryFilter,
    output: listOf(Delivery),
  },
  run: listDeliveries,
});

export const delivery = call({
  doc: {
    method: "GET",
    path: "/deliveries/{id}",
    summary: "Read one delivery with every attempt",
    output: Delivery.extend({ attempts: z.array(Attempt) }),
  },
  run: (ctx, input) => getDelivery(ctx, parseInput(Address, input).id),
});

export const quarantine = call({
  doc: {
    method: "GET",
    path: "/quarantine",
    summary: "List refused requests with the reason",
    input: QuarantineFilter,
    output: listOf(z.looseObject({ id: z.uuid(), reason: z.string(), receivedAt: Time })),
  },
  run: listQuarantine,
});

export const quarantined = call({
  doc: {
    method: "GET",
    path: "/quarantine/{id}",
    summary: "Read one refused request with its diagnosis",
    output: Created,
  },
  run: (ctx, input) => getQuarantined(ctx, parseInput(Address, input).id),
});

export const release = call({
  doc: {
    method: "POST",
    path: "/quarantine/{id}/release",
    summary: "Verify again and take it in, or take it in with a reason",
    input: ReleaseQuarantine,
    output: Any,
  },
  status: 200,
  run: releaseQuarantine,
});

export const discard = call({
  doc: {
    method: "POST",
    path: "/quarantine/{id}/discard",
    summary: "Say that it was rightly refused",
    input: DiscardQuarantine,
    output: Any,
  },
  status: 200,
  run: discardQuarantine,
});

export const audit = call({
  doc: {
    method: "GET",
    path: "/audit",
    summary: "Read the audit log, newest first",
    input: AuditFilter,
    output: listOf(Any),
  },
  run: listAudit,
});
