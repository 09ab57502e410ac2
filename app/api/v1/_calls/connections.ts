import { z } from "zod";
import { createConnection } from "#lib/connections/create-connection.ts";
import { createCredential } from "#lib/connections/create-credential.ts";
import { deleteConnection } from "#lib/connections/delete-connection.ts";
import { deleteCredential } from "#lib/connections/delete-credential.ts";
import {
  getConnection,
  getCredential,
  listConnections,
  listConnectionTests,
  listCredentials,
} from "#lib/connections/queries.ts";
import { rotateCredential } from "#lib/connections/rotate-credential.ts";
import {
  CreateConnection,
  CreateCredential,
  ListFilter,
  RotateCredential,
  UpdateConnection,
} from "#lib/connections/schema.ts";
import { testConnection } from "#lib/connections/test-connection.ts";
import { updateConnection } from "#lib/connections/update-connection.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { call } from "./define.ts";
import { Any, allOf, Created, listOf, whole } from "./shapes.ts";

const Address = z.strictObject({ id: z.uuid() });
const Test = z.looseObject({ verdict: z.string(), nextStep: z.string(), layers: z.array(Any), durationMs: z.number() });

export const list = call({
  doc: {
    method: "GET",
    path: "/connections",
    summary: "List connections, newest first",
    input: ListFilter,
    output: listOf(Created),
  },
  run: (ctx, input) => listConnections(ctx, parseInput(ListFilter, input)),
});

export const create = call({
  doc: {
    method: "POST",
    path: "/connections",
    summary: "Create an HTTP connection; its address is checked",
    input: CreateConnection,
    output: Created,
  },
  run: createConnection,
});

export const get = call({
  doc: { method: "GET", path: "/connections/{id}", summary: "Read one connection", output: Created },
  run: (ctx, input) => getConnection(ctx, parseInput(Address, input).id),
});

export const update = call({
  doc: {
    method: "PATCH",
    path: "/connections/{id}",
    summary: "Change what is given, leave the rest",
    input: UpdateConnection,
    output: Any,
  },
  run: updateConnection,
});

export const remove = call({
  doc: { method: "DELETE", path: "/connections/{id}", summary: "Delete a connection", output: Any },
  run: deleteConnection,
});

export const test = call({
  doc: {
    method: "POST",
    path: "/connections/{id}/test",
    summary: "Test it layer by layer; the verdict is kept as history",
    output: Test,
  },
  status: 200,
  run: testConnection,
});

export const tests = call({
  doc: {
    method: "GET",
    path: "/connections/{id}/tests",
    summary: "Read the last tests, newest first",
    output: allOf(Test),
  },
  run: async (ctx, input) => whole(await listConnectionTests(ctx, parseInput(Address, input).id)),
});

export const listSecrets = call({
  doc: {
    method: "GET",
    path: "/credentials",
    summary: "List credentials: last four characters and fingerprint, never the value",
    input: ListFilter,
    output: listOf(Created),
  },
  run: (ctx, input) => listCredentials(ctx, parseInput(ListFilter, input)),
});

export const createSecret = call({
  doc: {
    method: "POST",
    path: "/credentials",
    summary: "Keep a credential: a reference, or a value that is sealed",
    input: CreateCredential,
    output: Created,
  },
  run: createCredential,
});

export const getSecret = call({
  doc: { method: "GET", path: "/credentials/{id}", summary: "Read one credential without its value", output: Created },
  run: (ctx, input) => getCredential(ctx, parseInput(Address, input).id),
});

export const rotateSecret = call({
  doc: {
    method: "POST",
    path: "/credentials/{id}/rotate",
    summary: "Put another value or reference in its place",
    input: RotateCredential,
    output: Any,
  },
  status: 200,
  run: rotateCredential,
});

export const removeSecret = call({
  doc: { method: "DELETE", path: "/credentials/{id}", summary: "Delete a credential that nothing uses", output: Any },
  run: deleteCredential,
});
