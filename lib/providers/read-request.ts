import { hash } from "node:crypto";
import { PLAIN_LINE } from "#lib/core/plain-text.ts";
import type { RefusalReason } from "./schema.ts";
import type { Layout, Scheme } from "./scheme.ts";

export type InboundHeaders = Readonly<Record<string, string | string[] | undefined>>;
export type InboundRequest = {
  method: string;
  /** Names in lower case, as Node gives them. */
  headers: InboundHeaders;
  rawBody: Buffer;
  now: Date;
};
export type Refusal = { reason: RefusalReason; detail: string };

const MAX_SIGNATURES = 5;
const MAX_NAME = 255;
const MAX_PARSED_BODY = 1024 * 1024;
const HEX = /^[0-9a-fA-F]+$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const FIRST_ACTION = /^\s*\{\s*"action"\s*:\s*"([a-z_]{1,64})"/;

export function readHeader(headers: InboundHeaders, names: readonly string[]): string | null {
  for (const name of names) {
    const value = headers[name];
    if (typeof value === "string") return value;
    if (value !== undefined && value.length > 0) return value.join(", ");
  }
  return null;
}

export type SignatureHeader = { signatures: string[]; timestamp: string | null };

/** The first five signatures count: a sender that rotates needs two, one that guesses gets no more. */
export function readSignatures(text: string, layout: Layout): SignatureHeader {
  if (layout.kind === "prefixed") {
    const fits = text.startsWith(layout.prefix);
    return { signatures: fits ? [text.slice(layout.prefix.length)] : [], timestamp: null };
  }
  const signatures: string[] = [];
  let timestamp: string | null = null;
  const pairs = layout.kind === "pairs";
  for (const item of text.split(pairs ? "," : " ", 64)) {
    const cut = item.indexOf(pairs ? "=" : ",");
    if (cut < 0) continue;
    const key = item.slice(0, cut).trim();
    if (pairs && key === layout.timestampKey) timestamp ??= item.slice(cut + 1).trim();
    else if (key === (pairs ? layout.signatureKey : layout.version) && signatures.length < MAX_SIGNATURES)
      signatures.push(item.slice(cut + 1).trim());
  }
  return { signatures, timestamp };
}

/** Null when the text cannot be a digest of this scheme: Buffer.from would quietly skip what it does not know. */
export function decodeSignature(text: string, scheme: Scheme): Buffer | null {
  const { digestBytes, encoding } = scheme;
  if (encoding === "hex") {
    if (text.length !== digestBytes * 2 || !HEX.test(text)) return null;
    return Buffer.from(text, "hex");
  }
  if (text.length > digestBytes * 2 || !BASE64.test(text)) return null;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === digestBytes ? bytes : null;
}

/** Digits only: "-1", "1e20" and " 12" are times to a parser and nonsense to us. Seconds have 12 digits at most. */
export function readTimestamp(text: string, unit: "s" | "ms"): number | null {
  if (!(unit === "s" ? /^\d{1,12}$/ : /^\d{1,15}$/).test(text)) return null;
  return unit === "s" ? Number(text) * 1000 : Number(text);
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

/** Parsed at most once a request, and only when the scheme looks inside the body. */
export class LazyBody {
  private parsed: unknown;
  private done = false;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  at(path: readonly string[]): unknown {
    let value = this.json();
    for (const key of path) value = own(value, key);
    return value;
  }

  /** GitHub writes `action` first; a body that has it elsewhere is parsed. */
  action(): string | null {
    const start = this.bytes.toString("latin1", 0, 128);
    const first = FIRST_ACTION.exec(start)?.[1];
    if (first !== undefined) return first;
    if (!this.bytes.includes('"action"')) return null;
    const found = this.at(["action"]);
    return typeof found === "string" ? found : null;
  }

  private json(): unknown {
    if (this.done) return this.parsed;
    this.done = true;
    if (this.bytes.length > MAX_PARSED_BODY) return undefined;
    try {
      const text = this.bytes.toString("utf8");
      this.parsed = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    } catch {
      this.parsed = undefined;
    }
    return this.parsed;
  }
}

export type IdReading = { ok: true; id: string } | ({ ok: false } & Refusal);

function checkId(id: string, separator: string | null): IdReading {
  if (id.length > MAX_NAME)
    return { ok: false, reason: "bad_id", detail: `it has ${id.length} characters, the limit is ${MAX_NAME}` };
  if (!PLAIN_LINE.test(id)) return { ok: false, reason: "bad_id", detail: "it contains a control character" };
  // As UTF-8 it would become another id, and two such ids the same one.
  if (!id.isWellFormed()) return { ok: false, reason: "bad_id", detail: "it contains half of a character" };
  if (separator !== null && id.includes(separator))
    return {
      ok: false,
      reason: "bad_id",
      detail: `it contains "${separator}", which ends the id in the signed string`,
    };
  return { ok: true, id };
}

export function readId(scheme: Scheme, request: InboundRequest, body: LazyBody): IdReading {
  const { id } = scheme;
  const header = readHeader(request.headers, id.headers);
  if (header !== null && header !== "") return checkId(header, id.separator);
  const inside = id.path === null ? undefined : body.at(id.path);
  if (typeof inside === "string" && inside !== "") return checkId(inside, id.separator);
  if (typeof inside === "number" && Number.isSafeInteger(inside)) return { ok: true, id: String(inside) };
  if (id.fallback && !id.signed) return { ok: true, id: `sha256:${hash("sha256", request.rawBody, "hex")}` };
  return { ok: false, reason: "missing_id", detail: id.headers[0] ?? id.path?.join(".") ?? "id" };
}

export function readType(scheme: Scheme, request: InboundRequest, body: LazyBody): string | null {
  const { type } = scheme;
  const header = readHeader(request.headers, type.headers);
  const inside = header === null && type.path !== null ? body.at(type.path) : undefined;
  const name = header ?? (typeof inside === "string" ? inside : null);
  if (name === null || name === "" || name.length > MAX_NAME || !PLAIN_LINE.test(name)) return null;
  if (!type.action) return name;
  const action = body.action();
  return action === null || action.length > 64 || !PLAIN_LINE.test(action) ? name : `${name}.${action}`;
}
