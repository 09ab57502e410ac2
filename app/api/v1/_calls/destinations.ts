import { z } from "zod";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { deleteDestination } from "#lib/webhooks/delete-destination.ts";
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
import { Any, Created } from "./shapes.ts";

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
