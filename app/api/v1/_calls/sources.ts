import { z } from "zod";
import { parseInput } from "#lib/core/mutation.ts";
import { deleteSource, updateSource } from "#lib/webhooks/change-source.ts";
import { addSourceSecret, retireSourceSecret } from "#lib/webhooks/change-source-secrets.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { pauseSource, resumeSource } from "#lib/webhooks/pause-source.ts";
import { getSource, listSources } from "#lib/webhooks/source-queries.ts";
import {
  AddSourceSecret,
  CreateSource,
  PauseSource,
  RetireSourceSecret,
  SourceFilter,
  UpdateSource,
} from "#lib/webhooks/source-schema.ts";
import { call } from "./define.ts";
import { Any, Created, listOf } from "./shapes.ts";

const Address = z.strictObject({ id: z.uuid() });

export const list = call({
  doc: {
    method: "GET",
    path: "/sources",
    summary: "List sources, newest first",
    input: SourceFilter,
    output: listOf(Created),
  },
  run: listSources,
});

export const create = call({
  doc: {
    method: "POST",
    path: "/sources",
    summary: "Create a source and point the provider at its ingestUrl",
    input: CreateSource,
    output: z.looseObject({ id: z.uuid(), ingestUrl: z.url() }),
  },
  run: createSource,
});

export const get = call({
  doc: {
    method: "GET",
    path: "/sources/{id}",
    summary: "Read one source with the last four of its secrets",
    output: Created,
  },
  run: (ctx, input) => getSource(ctx, parseInput(Address, input).id),
});

export const update = call({
  doc: {
    method: "PATCH",
    path: "/sources/{id}",
    summary: "Change name, tolerance, limits or the dedupe rule",
    input: UpdateSource,
    output: Any,
  },
  run: updateSource,
});

export const remove = call({
  doc: {
    method: "DELETE",
    path: "/sources/{id}",
    summary: "Delete a source; its URL answers 404 from then on",
    output: Any,
  },
  run: deleteSource,
});

export const pause = call({
  doc: {
    method: "POST",
    path: "/sources/{id}/pause",
    summary: "Keep storing, stop routing",
    input: PauseSource,
    output: Any,
  },
  status: 200,
  run: pauseSource,
});

export const resume = call({
  doc: { method: "POST", path: "/sources/{id}/resume", summary: "Route again", output: Any },
  status: 200,
  run: resumeSource,
});

export const addSecret = call({
  doc: {
    method: "POST",
    path: "/sources/{id}/secrets",
    summary: "Add a secret; the ones before verify beside it for a while",
    input: AddSourceSecret,
    output: Any,
  },
  run: addSourceSecret,
});

export const retireSecret = call({
  doc: {
    method: "POST",
    path: "/source-secrets/{id}/retire",
    summary: "Let a secret end, now or in some hours",
    input: RetireSourceSecret,
    output: Any,
  },
  status: 200,
  run: retireSourceSecret,
});
