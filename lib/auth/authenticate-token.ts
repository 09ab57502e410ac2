import type { Ctx } from "#lib/core/ctx.ts";
import { pool } from "#lib/db/client.ts";
import type { Log } from "#lib/log/logger.ts";
import { sha256 } from "./_private.ts";
import type { Role } from "./permissions.ts";
import { FIND_TOKEN } from "./sql/find-token.ts";

export type LiveToken = {
  id: string;
  workspaceId: string;
  name: string;
  scope: "api" | "facts" | "flags";
  role: Role;
  /** Only flag tokens are bound to one. */
  environment: "test" | "live" | null;
  expiresAt: Date | null;
  makerId: string | null;
};

/** A revoked token stops within this time in every process. */
const CACHE_MS = 4_000;
const CACHE_SIZE = 5_000;
const cache = new Map<string, { until: number; token: Promise<LiveToken | null> }>();

const SHAPE = /^ilkf?_[A-Za-z0-9_-]{43}$/;

/** The bearer of an `Authorization` header as a live token, or null: unknown, revoked and expired look the same. */
export async function authenticateToken(authorization: string | null | undefined): Promise<LiveToken | null> {
  const plain = /^Bearer ([^\s]+)$/i.exec(authorization ?? "")?.[1] ?? "";
  if (!SHAPE.test(plain)) return null;
  const hash = sha256(plain);
  const key = hash.toString("base64");
  const now = Date.now();
  const known = cache.get(key);
  if (known !== undefined && known.until > now) return stillValid(await known.token);
  if (cache.size >= CACHE_SIZE) cache.clear();
  const token = look(hash);
  cache.set(key, { until: now + CACHE_MS, token });
  // A database that was away for a moment must not be remembered as a refusal.
  token.catch(() => cache.delete(key));
  return stillValid(await token);
}

async function look(hash: Buffer): Promise<LiveToken | null> {
  const { rows } = await pool().query<LiveToken>({ name: "find_token", text: FIND_TOKEN, values: [hash] });
  return rows[0] ?? null;
}

function stillValid(token: LiveToken | null): LiveToken | null {
  return token === null || (token.expiresAt !== null && token.expiresAt.getTime() <= Date.now()) ? null : token;
}

export function tokenCtx(token: LiveToken, traceId: string, log: Log): Ctx {
  const { id, workspaceId, role, scope, name, makerId } = token;
  return {
    workspaceId,
    actor: { kind: "api_token", id, role, scope, label: `token ${name}`, makerId },
    traceId,
    log: log.child({ traceId, workspaceId }),
    now: () => new Date(),
  };
}
