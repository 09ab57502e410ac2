import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Pool } from "pg";
import { isDatabaseAway } from "#lib/db/errors.ts";
import { type EvaluationContext, evaluateFlag, type FlagSetting } from "#lib/flags/evaluate.ts";
import { createTokenReader, type FlagReader } from "#lib/flags/flag-tokens.ts";
import { flagEvaluations } from "#lib/flags/metrics.ts";
import { createRateLimit } from "#lib/flags/rate-limit.ts";
import type { FlagEnvironmentName } from "#lib/flags/schema.ts";
import { createFlagSnapshot, isFlagEnvironment } from "#lib/flags/snapshot.ts";
import type { Log } from "#lib/log/logger.ts";

export const OFREP_PREFIX = "/ofrep/v1/evaluate/flags";

export type OfrepRequest = { method: string; path: string; headers: IncomingHttpHeaders };
export type OfrepAnswer = { status: number; headers: Record<string, string>; body: string };
export type Ofrep = {
  handle(request: OfrepRequest, body: Buffer): Promise<OfrepAnswer>;
  /** A hint came that flags changed. */
  invalidate(): void;
};

type Failure = { key?: string; errorCode: string; errorDetails: string };

/** Browsers call from any page: the bearer token is what admits, there are no cookies. */
const CROSS_ORIGIN = { "access-control-allow-origin": "*", "access-control-expose-headers": "etag, retry-after" };
const JSON_HEADERS = {
  ...CROSS_ORIGIN,
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-cache",
};

function json(status: number, value: unknown, headers: Record<string, string> = {}): OfrepAnswer {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(value) };
}

function fail(status: number, failure: Failure, headers: Record<string, string> = {}): OfrepAnswer {
  flagEvaluations.inc({ outcome: "error" });
  return json(status, failure, headers);
}

const keyed = (key: string | null) => (key === null ? {} : { key });

function readContext(body: Buffer): { context: EvaluationContext; text: string } | { code: string; details: string } {
  let parsed: unknown;
  try {
    parsed = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    return { code: "PARSE_ERROR", details: "The body is not JSON." };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return { code: "PARSE_ERROR", details: "The body is not a JSON object." };
  const context: unknown = "context" in parsed ? parsed.context : {};
  if (typeof context !== "object" || context === null || Array.isArray(context))
    return { code: "INVALID_CONTEXT", details: "`context` is not a JSON object." };
  return { context: { ...context }, text: JSON.stringify(context) };
}

/** The flag's key from the path, null for the bulk request, undefined when the path is another one. */
function keyOf(path: string): string | null | undefined {
  const bare = path.split("?", 1)[0] ?? path;
  if (bare === OFREP_PREFIX || bare === `${OFREP_PREFIX}/`) return null;
  if (!bare.startsWith(`${OFREP_PREFIX}/`)) return undefined;
  try {
    return decodeURIComponent(bare.slice(OFREP_PREFIX.length + 1));
  } catch {
    return undefined;
  }
}

function bearer(headers: IncomingHttpHeaders): string | undefined {
  const fromHeader = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const apiKey = headers["x-api-key"];
  return fromHeader ?? (typeof apiKey === "string" && apiKey !== "" ? apiKey : undefined);
}

type Chosen = { environment: FlagEnvironmentName } | { status: 400 | 403; details: string };

function chooseEnvironment(reader: FlagReader, header: string | string[] | undefined): Chosen {
  const asked = Array.isArray(header) ? header[0] : header;
  if (asked !== undefined && !isFlagEnvironment(asked))
    return { status: 400, details: "X-Interlock-Environment is `test` or `live`." };
  if (reader.scope === "facts") return { status: 403, details: "This token may push facts and read nothing else." };
  if (reader.scope === "api") return { environment: asked ?? "test" };
  if (reader.environment === null)
    return { status: 403, details: "This flag token names no environment. Make a new one." };
  if (asked !== undefined && asked !== reader.environment)
    return { status: 403, details: `This flag token reads ${reader.environment} alone.` };
  return { environment: reader.environment };
}

function single(key: string, flags: ReadonlyMap<string, FlagSetting>, context: EvaluationContext): OfrepAnswer {
  const flag = flags.get(key);
  if (flag === undefined) {
    flagEvaluations.inc({ outcome: "default" });
    const errorDetails = "No flag has this key in this workspace, or it is archived.";
    return json(404, { key, errorCode: "FLAG_NOT_FOUND", errorDetails });
  }
  flagEvaluations.inc({ outcome: flag.enabled ? "cached" : "default" });
  return json(200, evaluateFlag(flag, context));
}

/** The tag covers the answer and the context: another context never gets "not modified". */
function bulk(
  flags: ReadonlyMap<string, FlagSetting>,
  asked: { context: EvaluationContext; text: string },
  environment: string,
  ifNoneMatch: string | undefined,
): OfrepAnswer {
  const answer = {
    flags: [...flags.values()].map((flag) => evaluateFlag(flag, asked.context)),
    metadata: { environment },
  };
  const body = JSON.stringify(answer);
  const etag = `"${createHash("sha256").update(asked.text).update("\u0000").update(body).digest("base64url")}"`;
  flagEvaluations.inc({ outcome: "cached" }, Math.max(1, flags.size));
  const known = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(etag)) return { status: 304, headers: { ...CROSS_ORIGIN, etag }, body: "" };
  return { status: 200, headers: { ...JSON_HEADERS, etag }, body };
}

/** The OpenFeature Remote Evaluation Protocol over the flags in memory. One a gateway process. */
export function createOfrep({
  pool,
  log,
  perSecond = 5_000,
}: {
  pool: Pick<Pool, "query">;
  log: Log;
  /** Requests a second and token, before 429. */
  perSecond?: number;
}): Ofrep {
  const snapshot = createFlagSnapshot({ pool, log });
  const readToken = createTokenReader({ pool });
  const limit = createRateLimit({ perSecond });

  async function answer(request: OfrepRequest, key: string | null, body: Buffer): Promise<OfrepAnswer> {
    const token = bearer(request.headers);
    const reader = token === undefined ? null : await readToken(token);
    if (reader === null) {
      const errorDetails = "Send a flag token, or an API token, as `Authorization: Bearer`.";
      return fail(401, { ...keyed(key), errorCode: "GENERAL", errorDetails }, { "www-authenticate": "Bearer" });
    }
    const wait = limit(reader.tokenId);
    if (wait > 0) {
      const errorDetails = `More than ${perSecond} requests a second with this token. Try again in ${wait} s.`;
      return fail(429, { ...keyed(key), errorCode: "GENERAL", errorDetails }, { "retry-after": String(wait) });
    }
    const chosen = chooseEnvironment(reader, request.headers["x-interlock-environment"]);
    if ("status" in chosen)
      return fail(chosen.status, { ...keyed(key), errorCode: "GENERAL", errorDetails: chosen.details });
    const asked = readContext(body);
    if ("code" in asked) return fail(400, { ...keyed(key), errorCode: asked.code, errorDetails: asked.details });
    const { flags } = (await snapshot.read()).of(reader.workspaceId, chosen.environment);
    if (key !== null) return single(key, flags, asked.context);
    return bulk(flags, asked, chosen.environment, request.headers["if-none-match"]);
  }

  return {
    invalidate: () => snapshot.invalidate(),
    async handle(request, body) {
      const key = keyOf(request.path);
      if (key === undefined) return fail(404, { errorCode: "GENERAL", errorDetails: "There is nothing at this path." });
      if (request.method === "OPTIONS")
        return {
          status: 204,
          headers: {
            ...CROSS_ORIGIN,
            "access-control-allow-methods": "POST",
            "access-control-allow-headers":
              "authorization, x-api-key, content-type, if-none-match, x-interlock-environment",
            "access-control-max-age": "86400",
          },
          body: "",
        };
      if (request.method !== "POST")
        return fail(
          405,
          { errorCode: "GENERAL", errorDetails: "Flags are evaluated with POST." },
          { allow: "POST, OPTIONS" },
        );
      try {
        return await answer(request, key, body);
      } catch (error) {
        log.error({ event: "ofrep.failed", err: error }, "A flag could not be evaluated.");
        const errorDetails = "Flags cannot be read at the moment. Use your default and try again.";
        const status = isDatabaseAway(error) ? 503 : 500;
        return fail(status, { ...keyed(key), errorCode: "GENERAL", errorDetails }, { "retry-after": "1" });
      }
    },
  };
}
