import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { keepCanary } from "#lib/crypto/canary.ts";
import { migrate } from "#lib/db/migrate.ts";
import { env, homePath } from "#lib/env.ts";
import { prepareJobs } from "#lib/jobs/boss.ts";
import { checkDatabase, connectTo } from "./check-database.ts";

/** Brings a database to where this version wants it: proof that the keys fit, migrations, partitions, queues. */
export async function prepareDatabase(url: string, migrations: string): Promise<{ applied: string[] }> {
  // Writing with wrong keys would make a second truth: they are tried before the first change.
  await checkDatabase(url);
  const applied = await migrate(url, migrations);
  const client = await connectTo(url);
  try {
    await client.query(
      "select ensure_partitions((now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + 7)",
    );
    await keepCanary(client);
  } finally {
    await client.end();
  }
  await prepareJobs(url);
  return { applied };
}

/** The secret that signs session cookies; losing it signs everybody out, nothing more. */
export function authSecret(): string {
  const given = env().INTERLOCK_AUTH_SECRET;
  if (given !== undefined) return given;
  const file = homePath("auth-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
