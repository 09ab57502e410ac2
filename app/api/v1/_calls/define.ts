import { z } from "zod";
import type { ApiOptions } from "#lib/web/route.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What the OpenAPI document says of one call; the route file hands the same object to `apiRoute`. */
export type CallDoc = {
  method: Method;
  /** Below /api/v1, with `{name}` where a parameter stands. */
  path: string;
  summary: string;
  /** The body of a write, or the search parameters of a GET. Path parameters are taken out of it. */
  input?: z.ZodType;
  output: z.ZodType;
  /** A body or answer that is not JSON. */
  mediaType?: string;
};

export type Call<Value> = ApiOptions<Value> & { doc: CallDoc; status: number };

export function call<Value>(definition: Omit<Call<Value>, "status"> & { status?: number }): Call<Value> {
  const status = definition.status ?? (definition.doc.method === "POST" ? 201 : 200);
  const { input, method } = definition.doc;
  const keys = input === undefined || method === "GET" ? undefined : knownKeys(input);
  return { ...definition, status, ...(keys === undefined ? {} : { keys }) };
}

/** Undefined for a schema that is no plain object: then its own parts say what they know. */
function knownKeys(schema: z.ZodType): string[] | undefined {
  const { properties } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return properties === undefined ? undefined : Object.keys(properties);
}
