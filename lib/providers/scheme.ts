import type { GenericHmacConfig, Preset, PresetConfig } from "./schema.ts";

type Part = { literal: string } | "id" | "ts";

/** How the signature header is written. */
export type Layout =
  | { kind: "prefixed"; prefix: string }
  | { kind: "pairs"; timestampKey: string; signatureKey: string }
  | { kind: "versions"; version: string };

/** A signature recipe as data: one engine verifies and signs them all. */
export type Scheme = {
  algorithm: "sha1" | "sha256" | "sha512";
  digestBytes: number;
  encoding: "hex" | "base64";
  secretEncoding: "utf8" | "hex" | "base64" | "whsec";
  /** The first one that is present counts. */
  signatureHeaders: readonly string[];
  layout: Layout;
  before: readonly Part[];
  after: readonly Part[];
  timestamp: { headers: readonly string[]; unit: "s" | "ms"; toleranceSeconds: number } | null;
  id: {
    headers: readonly string[];
    path: readonly string[] | null;
    fallback: boolean;
    signed: boolean;
    /** Text that an id may not contain, because it would blur where the id ends in the signed string. */
    separator: string | null;
  };
  type: { headers: readonly string[]; path: readonly string[] | null; action: boolean };
};

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;

function literal(text: string): Part[] {
  return text === "" ? [] : [{ literal: text }];
}

function partsOf(text: string): Part[] {
  return text
    .split(/(\{id\}|\{ts\})/)
    .flatMap((piece): Part[] => (piece === "{id}" ? ["id"] : piece === "{ts}" ? ["ts"] : literal(piece)));
}

function separatorAfterId(parts: readonly Part[]): string | null {
  const next = parts[parts.indexOf("id") + 1];
  return parts.includes("id") && typeof next === "object" ? next.literal : null;
}

function stripe(toleranceSeconds: number): Scheme {
  return {
    algorithm: "sha256",
    digestBytes: 32,
    encoding: "hex",
    secretEncoding: "utf8",
    signatureHeaders: ["stripe-signature"],
    layout: { kind: "pairs", timestampKey: "t", signatureKey: "v1" },
    before: partsOf("{ts}."),
    after: [],
    timestamp: { headers: [], unit: "s", toleranceSeconds },
    id: { headers: [], path: ["id"], fallback: true, signed: false, separator: null },
    type: { headers: [], path: ["type"], action: false },
  };
}

const GITHUB: Scheme = {
  algorithm: "sha256",
  digestBytes: 32,
  encoding: "hex",
  secretEncoding: "utf8",
  signatureHeaders: ["x-hub-signature-256"],
  layout: { kind: "prefixed", prefix: "sha256=" },
  before: [],
  after: [],
  timestamp: null,
  id: { headers: ["x-github-delivery"], path: null, fallback: true, signed: false, separator: null },
  type: { headers: ["x-github-event"], path: null, action: true },
};

function standardWebhooks(toleranceSeconds: number): Scheme {
  return {
    algorithm: "sha256",
    digestBytes: 32,
    encoding: "base64",
    secretEncoding: "whsec",
    signatureHeaders: ["webhook-signature", "svix-signature"],
    layout: { kind: "versions", version: "v1" },
    before: partsOf("{id}.{ts}."),
    after: [],
    timestamp: { headers: ["webhook-timestamp", "svix-timestamp"], unit: "s", toleranceSeconds },
    id: { headers: ["webhook-id", "svix-id"], path: null, fallback: false, signed: true, separator: "." },
    type: { headers: [], path: ["type"], action: false },
  };
}

function genericHmac(config: GenericHmacConfig): Scheme {
  const [head = "", tail = ""] = config.template.split("{body}");
  const before = partsOf(head);
  const after = partsOf(tail);
  return {
    algorithm: config.algorithm,
    digestBytes: DIGEST_BYTES[config.algorithm],
    encoding: config.encoding,
    secretEncoding: config.secretEncoding,
    signatureHeaders: [config.header],
    layout: { kind: "prefixed", prefix: config.prefix },
    before,
    after,
    timestamp: config.timestampHeader
      ? { headers: [config.timestampHeader], unit: config.timestampUnit, toleranceSeconds: config.toleranceSeconds }
      : null,
    id: {
      headers: config.idHeader ? [config.idHeader] : [],
      path: config.idPath?.split(".") ?? null,
      fallback: config.idFallback === "body_hash",
      signed: before.includes("id") || after.includes("id"),
      separator: separatorAfterId(before) ?? separatorAfterId(after),
    },
    type: {
      headers: config.typeHeader ? [config.typeHeader] : [],
      path: config.typePath?.split(".") ?? null,
      action: false,
    },
  };
}

function isGeneric(config: PresetConfig): config is GenericHmacConfig {
  return "header" in config && "template" in config;
}

function compile(preset: Preset, config: PresetConfig): Scheme {
  if (preset === "github") return GITHUB;
  const tolerance = "toleranceSeconds" in config ? config.toleranceSeconds : 300;
  if (preset === "stripe") return stripe(tolerance);
  if (preset === "standard_webhooks") return standardWebhooks(tolerance);
  if (!isGeneric(config)) throw new TypeError("A generic_hmac source needs its parsed configuration.");
  return genericHmac(config);
}

const compiled = new WeakMap<PresetConfig, Map<Preset, Scheme>>();

/** A source's configuration object lives as long as the source is cached, and so does its scheme. */
export function schemeOf(preset: Preset, config: PresetConfig): Scheme {
  let known = compiled.get(config);
  if (!known) {
    known = new Map();
    compiled.set(config, known);
  }
  const found = known.get(preset);
  if (found) return found;
  const scheme = compile(preset, config);
  known.set(preset, scheme);
  return scheme;
}

export function fill(parts: readonly Part[], id: string, timestamp: string): string {
  let text = "";
  for (const part of parts) text += part === "id" ? id : part === "ts" ? timestamp : part.literal;
  return text;
}
