import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrate, readMigrations } from "#lib/db/migrate.ts";
import { prepareJobs } from "#lib/jobs/boss.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const migrations = join(root, "prisma/migrations");

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One migrated database to copy from; its name carries the migrations' and the job catalogue's hash. */
export async function makeTemplate(serverUrl: string): Promise<string> {
  const admin = withDatabase(serverUrl, "postgres");
  const text =
    readMigrations(migrations)
      .map(({ name, sql }) => name + sql)
      .join("\n") + readFileSync(join(root, "lib/jobs/catalogue.ts"), "utf8");
  const name = `tpl_${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    const { rows } = await client.query<{ datistemplate: boolean }>(
      "select datistemplate from pg_database where datname = $1",
      [name],
    );
    if (rows[0]?.datistemplate === true) return name;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
    await migrate(withDatabase(serverUrl, name), migrations);
    await prepareJobs(withDatabase(serverUrl, name));
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name]);
    await client.query(`alter database ${name} is_template true allow_connections false`);
  } finally {
    await client.end();
  }
  return name;
}

/** A database of its own for one test file: about 30 ms. */
export async function copyTemplate(serverUrl: string, template: string, name: string): Promise<string> {
  await run(
    withDatabase(serverUrl, "postgres"),
    `drop database if exists ${name} with (force)`,
    `create database ${name} template ${template}`,
  );
  return withDatabase(serverUrl, name);
}

export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await run(withDatabase(serverUrl, "postgres"), `drop database if exists ${name} with (force)`);
}
