import { z } from "zod";
import { parseInput } from "#lib/core/mutation.ts";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { deleteDestination } from "#lib/webhooks/delete-destination.ts";
import { getDestination, listDestinations } from "#lib/webhooks/destination-queries.ts";
import { pauseDestination } from "#lib/webhooks/pause-destination.ts";
import { resumeDestination } from "#lib/webhooks/resume-destination.ts";
import { rotateDestinationSecret } from "#lib/webhooks/rotate-destination-secret.ts";
import {
  CreateDestination,
  CreateRoute,
  PauseDestination,
  RotateDestinationSecret,
  UpdateDestination,
  UpdateRoute,
} from "#lib/webhooks/schema.ts";
import { updateDestination } from "#lib/webhooks/update-destination.ts";
import { createRoute, deleteRoute, updateRoute } from "#lib/webhooks/write-route.ts";
import { call } from "./define.ts";
import { Any, allOf, Created, whole } from "./shapes.ts";

const Filter = z.strictObject({
  environment: z.enum(["test", "live"]).optional(),
  integration: z.string().max(80).optional(),
});

export const list = call({
  doc: {
    method: "GET",
    path: "/destinations",
    summary: "List destinations with breaker, limits and counts",
    input: Filter,
    output: allOf(Created),
  },
  run: async (ctx, input) => {
    const { environment, integration } = parseInput(Filter, input);
    return whole(
      await listDestinations(ctx, {
        ...(environment === undefined ? {} : { environment }),
        ...(integration === undefined ? {} : { integration }),
      }),
    );
  },
});

export const get = call({
  doc: { method: "GET", path: "/destinations/{id}", summary: "Read one destination", output: Created },
  run: (ctx, input) => getDestination(ctx, parseInput(z.strictObject({ id: z.uuid() }), input).id),
});

export const create = call({
  doc: {
    method: "POST",
    path: "/destinations",
    summary: "Create a destination; its signing secret is shown this once",
    input: CreateDestination,
    output: z.looseObject({ id: z.uuid(), signingSecret: z.string() }),
  },
  run: createDestination,
});

export const update = call({
  doc: {
    method: "PATCH",
    path: "/destinations/{id}",
    summary: "Change address, schedule or limits",
    input: UpdateDestination,
    output: Any,
  },
  run: updateDestination,
});

export const remove = call({
  doc: {
    method: "DELETE",
    path: "/destinations/{id}",
    summary: "Delete a destination; what waits for it is cancelled and stays visible",
    output: Any,
  },
  run: deleteDestination,
});

export const pause = call({
  doc: {
    method: "POST",
    path: "/destinations/{id}/pause",
    summary: "Keep storing, stop sending",
    input: PauseDestination,
    output: Any,
  },
  status: 200,
  run: pauseDestination,
});

export const resume = call({
  doc: {
    method: "POST",
    path: "/destinations/{id}/resume",
    summary: "Send again, also after a destination was disabled",
    output: Any,
  },
  status: 200,
  run: resumeDestination,
});

export const rotate = call({
  doc: {
    method: "POST",
    path: "/destinations/{id}/secrets",
    summary: "Make a new signing secret; the old one signs beside it for a while",
    input: RotateDestinationSecret,
    output: z.looseObject({ signingSecret: z.string() }),
  },
  run: rotateDestinationSecret,
});

export const addRoute = call({
  doc: {
    method: "POST",
    path: "/routes",
    summary: "Route a source's events to a destination by type",
    input: CreateRoute,
    output: Created,
  },
  run: createRoute,
});

export const changeRoute = call({
  doc: {
    method: "PATCH",
    path: "/routes/{id}",
    summary: "Change types, or switch the route on or off",
    input: UpdateRoute,
    output: Any,
  },
  run: updateRoute,
});

export const removeRoute = call({
  doc: { method: "DELETE", path: "/routes/{id}", summary: "Delete a route", output: Any },
  run: deleteRoute,
});
