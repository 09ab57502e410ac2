import pg from "pg";
import { openCanary } from "#lib/crypto/canary.ts";
import { keyRing, keysAreKept } from "#lib/crypto/keys.ts";
import { env } from "#lib/env.ts";

const OLDEST_POSTGRES = 140_000;

/** Everything that would stop the start later, asked before anything is built, migrated or written. */
export async function checkDatabase(url: string): Promise<void> {
  if (keysAreKept() || env().DATABASE_URL !== undefined) keyRing();
  const client = await connectTo(url);
  try {
    const { rows } = await client.query<{ version: string; holds: boolean }>(
      "select current_setting('server_version_num') as version, to_regclass('instance_fact') is not null as holds",
    );
    if (Number(rows[0]?.version) < OLDEST_POSTGRES)
      throw new Error(`DATABASE_URL: this Postgres is older than 14 (${rows[0]?.version}). Use 14 or newer.`);
    if (rows[0]?.holds === true) await openCanary(client);
  } finally {
    await client.end();
  }
}

/** The database's name and place without its password, and what the driver said. */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const { host, pathname, searchParams } = new URL(url);
    const { code, message } = Object(error);
    const said = typeof message === "string" && message !== "" ? message : String(code ?? "no answer");
    throw new Error(
      `DATABASE_URL: ${searchParams.get("host") ?? host}${pathname} cannot be used: ${said.split("\n")[0]}. Check address, name and password; nothing was changed.`,
      { cause: error },
    );
  }
}
