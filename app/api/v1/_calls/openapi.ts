import { z } from "zod";
import { CATALOGUE } from "./catalogue.ts";
import type { CallDoc } from "./define.ts";

type Json = Record<string, unknown>;

const PROBLEM = {
  description: "RFC 9457. `ref` is the trace id: give it to an admin.",
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        required: ["status", "kind", "detail", "ref"],
        properties: {
          status: { type: "integer" },
          kind: { type: "string" },
          title: { type: "string" },
          detail: { type: "string" },
          ref: { type: "string" },
          fields: { type: "object" },
        },
      },
    },
  },
};

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
    },
  }) as Json;
  const { $schema: _, ...rest } = made;
  return rest;
}

function withoutPathParams(schema: Json, names: string[]): Json {
  const properties = { ...(schema["properties"] as Json | undefined) };
  for (const name of names) delete properties[name];
  const required = (schema["required"] as string[] | undefined)?.filter((name) => !names.includes(name));
  return { ...schema, properties, ...(required === undefined ? {} : { required }) };
}

function operation(doc: CallDoc, tag: string, name: string, status: number): Json {
  const names = [...doc.path.matchAll(/\{(\w+)\}/g)].map(([, param = ""]) => param);
  const parameters: Json[] = names.map((param) => ({
    name: param,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const input = doc.input === undefined ? undefined : withoutPathParams(schemaOf(doc.input, "input"), names);
  if (input !== undefined && doc.method === "GET") {
    for (const [param, schema] of Object.entries((input["properties"] as Json | undefined) ?? {}))
      parameters.push({ name: param, in: "query", required: false, schema });
  }
  if (doc.method === "POST")
    parameters.push({
      name: "Idempotency-Key",
      in: "header",
      required: false,
      schema: { type: "string", maxLength: 255 },
      description: "The same key with the same body answers the same, once.",
    });
  const body =
    input !== undefined && doc.method !== "GET" && doc.method !== "DELETE"
      ? { requestBody: { required: true, content: { "application/json": { schema: input } } } }
      : {};
  return {
    operationId: `${tag}.${name}`,
    tags: [tag],
    summary: doc.summary,
    parameters,
    ...body,
    responses: {
      [status]: {
        description: "Done",
        content: { [doc.mediaType ?? "application/json"]: { schema: schemaOf(doc.output, "output") } },
      },
      default: PROBLEM,
    },
  };
}

/** OpenAPI 3.1 of everything under /api/v1, generated from the schemas that the verbs themselves parse with. */
export function openApi(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const [tag, calls] of Object.entries(CATALOGUE))
    for (const [name, { doc, status }] of Object.entries(calls)) {
      const path = paths[doc.path] ?? {};
      path[doc.method.toLowerCase()] = operation(doc, tag, name, status);
      paths[doc.path] = path;
    }
  return {
    openapi: "3.1.0",
    info: {
      title: "Interlock",
      version: "1",
      description:
        "The same verbs as the control room, for scripts and CI. Lists answer { items, next }; errors are application/problem+json.",
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "A token of the workspace: ilk_…" } },
    },
    paths,
  };
}
