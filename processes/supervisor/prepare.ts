import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { keyRing } from "#lib/crypto/keys.ts";
import { rewrap, seal, unseal } from "#lib/crypto/seal.ts";
import { migrate } from "#lib/db/migrate.ts";
import { env, homePath } from "#lib/env.ts";
import { prepareJobs } from "#lib/jobs/boss.ts";

const CANARY = { table: "instance_fact", field: "value", rowId: "key_canary", workspaceId: "instance" };
const OLDEST_POSTGRES = 140_000;

/** Brings a database to where this version wants it: migrations, queues, partitions, and proof that the keys fit. */
export async function prepareDatabase(url: string, migrations: string): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    if (Number(rows[0]?.version) < OLDEST_POSTGRES)
      throw new Error(`DATABASE_URL: this Postgres is older than 14 (${rows[0]?.version}). Use 14 or newer.`);
    const applied = await migrate(url, migrations);
    await client.query(
      "select ensure_partitions((now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + 7)",
    );
    await checkKeys(client);
    await prepareJobs(url);
    return { applied };
  } finally {
    await client.end();
  }
}

/** Refuses to start with keys that cannot read what is stored: writing with wrong ones would make a second truth. */
async function checkKeys(client: pg.Client): Promise<void> {
  const ring = keyRing();
  const { rows } = await client.query<{ value: { sealed: string } }>(
    "select value from instance_fact where key = 'key_canary'",
  );
  const stored = rows[0]?.value.sealed;
  if (stored === undefined) {
    const sealed = seal("interlock", CANARY, ring).toString("base64");
    await client.query(
      "insert into instance_fact (key, value, updated_at) values ('key_canary', $1, now()) on conflict do nothing",
      [{ sealed }],
    );
    return;
  }
  const envelope = Buffer.from(stored, "base64");
  try {
    if (unseal(envelope, CANARY, ring) !== "interlock") throw new Error("another text");
  } catch (error) {
    throw new Error(
      "INTERLOCK_KEYS: these keys do not open what this database holds. Give the keys it was written with; nothing was changed.",
      { cause: error },
    );
  }
  await client.query("update instance_fact set value = $1, updated_at = now() where key = 'key_canary'", [
    { sealed: rewrap(envelope, CANARY, ring).toString("base64") },
  ]);
}

/** The secret that signs session cookies; losing it signs everybody out, nothing more. */
export function authSecret(): string {
  const given = env().INTERLOCK_AUTH_SECRET;
  if (given !== undefined) return given;
  const file = homePath("auth-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
