import { AppError, invalid } from "#lib/core/errors.ts";

export type RouteParams = Record<string, string | string[] | undefined>;
export type Given = {
  params: RouteParams;
  search: Record<string, string | string[]>;
  /** The parsed JSON object, or `{}`. */
  body: Record<string, unknown>;
  /** The body as it came. */
  text: string;
  headers: Headers;
};

/** A route without parameters in its address is handed none at all, whatever the framework's types say. */
export function paramsOf(given: RouteParams | undefined): RouteParams {
  return given ?? {};
}

const MAX_BYTES = 1_048_576;

export function readSearch(url: string): Record<string, string | string[]> {
  const search: Record<string, string | string[]> = {};
  const { searchParams } = new URL(url);
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    Object.defineProperty(search, name, {
      value: values.length > 1 ? values : (values[0] ?? ""),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return search;
}

/** Counts while it reads: a length that the client names is not believed. */
export async function readText(request: Request): Promise<string> {
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > MAX_BYTES) throw invalid(`The body is larger than ${MAX_BYTES} bytes. Send less at once.`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw invalid("The body is not UTF-8 text.");
  }
}

export function parseObject(text: string, contentType: string | null): Record<string, unknown> {
  if (text === "") return {};
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? ""))
    throw invalid("Send JSON, with the header Content-Type: application/json.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("The body is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid("The body must be one JSON object.");
  return { ...value };
}

/**
 * The address decides what is meant; a body that names the same thing again is refused rather than believed.
 * A route without parameters in its path is given none at all.
 */
export function mergeParams(params: RouteParams | undefined, given: Record<string, unknown>): Record<string, unknown> {
  const twice = Object.keys(params ?? {}).filter((name) => Object.hasOwn(given, name));
  if (twice.length > 0)
    throw new AppError("invalid_input", `Leave out ${twice.join(", ")}: the address says it already.`);
  return { ...given, ...params };
}

export function refuseUnknownKeys(body: Record<string, unknown>, known: readonly string[]): void {
  const unknown = Object.keys(body).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  const said = `Not known here. Known: ${known.join(", ")}.`;
  throw invalid(
    `Leave out ${unknown.map((key) => key.slice(0, 40)).join(", ")}: this call does not know it.`,
    Object.fromEntries(unknown.map((key) => [key.slice(0, 40), [said]])),
  );
}
