import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { FlagEnvironmentName } from "./schema.ts";
import { FLAG_TOKEN } from "./sql/snapshot.ts";

export type FlagReader = {
  tokenId: string;
  workspaceId: string;
  scope: "api" | "facts" | "flags";
  /** Null for a token of the API: the request names the environment. */
  environment: FlagEnvironmentName | null;
};

type Row = {
  id: string;
  workspace_id: string;
  scope: FlagReader["scope"];
  environment: FlagEnvironmentName | null;
  expires_at: Date | null;
};
type Known = { reader: FlagReader | null; expiresAt: number; readAt: number };

/** A revoked token stops within this time. */
const FRESH_MS = 2_000;
/** While the database does not answer, a token that was good stays good this long. */
const GRACE_MS = 5 * 60_000;
const REMEMBERED = 10_000;

/** Looks up bearer tokens by their hash and remembers them for two seconds; wrong ones too, so that guessing is cheap. */
export function createTokenReader({
  pool,
  clock = Date.now,
}: {
  pool: Pick<Pool, "query">;
  clock?: () => number;
}): (token: string) => Promise<FlagReader | null> {
  const known = new Map<string, Known>();
  const running = new Map<string, Promise<Known>>();

  async function ask(hash: Buffer, key: string): Promise<Known> {
    const { rows } = await pool.query<Row>(FLAG_TOKEN, [hash]);
    const row = rows[0];
    const reader =
      row === undefined
        ? null
        : { tokenId: row.id, workspaceId: row.workspace_id, scope: row.scope, environment: row.environment };
    const entry = { reader, expiresAt: row?.expires_at?.getTime() ?? Number.POSITIVE_INFINITY, readAt: clock() };
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, entry);
    return entry;
  }

  return async (token) => {
    const hash = createHash("sha256").update(token).digest();
    const key = hash.toString("base64");
    const remembered = known.get(key);
    const good = (entry: Known) => (entry.expiresAt > clock() ? entry.reader : null);
    if (remembered !== undefined && clock() - remembered.readAt < FRESH_MS) return good(remembered);
    let asking = running.get(key);
    if (asking === undefined) {
      asking = ask(hash, key).finally(() => running.delete(key));
      running.set(key, asking);
    }
    try {
      return good(await asking);
    } catch (error) {
      if (remembered?.reader && clock() - remembered.readAt < GRACE_MS) return good(remembered);
      throw error;
    }
  };
}
