import pg from "pg";
import { type KeyRing, keyRing } from "#lib/crypto/keys.ts";
import { rewrap, seal, unseal } from "#lib/crypto/seal.ts";

const CANARY = { table: "instance_fact", field: "value", rowId: "key_canary", workspaceId: "instance" };
const OLDEST_POSTGRES = 140_000;

/** Everything that would stop the start later, asked before anything is built, migrated or written. */
export async function checkDatabase(url: string): Promise<void> {
  const ring = keyRing();
  const client = await connectTo(url);
  try {
    const { rows } = await client.query<{ version: string; holds: boolean }>(
      "select current_setting('server_version_num') as version, to_regclass('instance_fact') is not null as holds",
    );
    if (Number(rows[0]?.version) < OLDEST_POSTGRES)
      throw new Error(`DATABASE_URL: this Postgres is older than 14 (${rows[0]?.version}). Use 14 or newer.`);
    if (rows[0]?.holds === true) await openCanary(client, ring);
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

async function openCanary(client: pg.Client, ring: KeyRing): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ value: { sealed: string } }>(
    "select value from instance_fact where key = 'key_canary'",
  );
  const stored = rows[0]?.value.sealed;
  if (stored === undefined) return undefined;
  const envelope = Buffer.from(stored, "base64");
  try {
    if (unseal(envelope, CANARY, ring) !== "interlock") throw new Error("another text");
    return envelope;
  } catch (error) {
    throw new Error(
      "INTERLOCK_KEYS: these keys do not open what this database holds. Give the keys it was written with; nothing was changed.",
      { cause: error },
    );
  }
}

/** Leaves the text that the next start must be able to open, sealed with the key that is current now. */
export async function keepCanary(client: pg.Client): Promise<void> {
  const ring = keyRing();
  const envelope = await openCanary(client, ring);
  const sealed = (envelope === undefined ? seal("interlock", CANARY, ring) : rewrap(envelope, CANARY, ring)).toString(
    "base64",
  );
  await client.query(
    `insert into instance_fact (key, value, updated_at) values ('key_canary', $1, now())
    on conflict (key) do update set value = $1, updated_at = now() where $2`,
    [{ sealed }, envelope !== undefined],
  );
}
