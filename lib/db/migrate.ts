import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { newId } from "#lib/core/id.ts";

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

/** Folder names in order, each with its SQL, as Prisma lays them. */
export function readMigrations(directory: string): { name: string; sql: string }[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(directory, name, "migration.sql"), "utf8") }));
}

/**
 * Applies what is missing, one transaction a migration, and keeps `_prisma_migrations` as Prisma would, so that
 * `prisma migrate deploy` agrees. Racing runners queue on the table's lock. Returns the names it applied.
 */
export async function migrate(url: string, directory: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const applied: string[] = [];
  try {
    await client.query(TABLE).catch((error: unknown) => ignoreRace(error));
    for (const { name, sql } of readMigrations(directory)) {
      const checksum = createHash("sha256").update(sql).digest("hex");
      await client.query("begin");
      try {
        await client.query("lock table _prisma_migrations in exclusive mode");
        const { rows } = await client.query<{ checksum: string; finished_at: Date | null }>(
          "select checksum, finished_at from _prisma_migrations where migration_name = $1 and rolled_back_at is null",
          [name],
        );
        const row = rows[0];
        if (row !== undefined && row.finished_at === null)
          throw new Error(`The migration ${name} stands half done. See docs/runbook.md, "A migration failed".`);
        if (row !== undefined && row.checksum !== checksum)
          throw new Error(
            `The migration ${name} was changed after it was applied. Restore the file; write a new migration instead.`,
          );
        if (row === undefined) {
          const startedAt = new Date();
          await client.query(sql);
          await client.query(
            "insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ($1, $2, $3, $4, now(), 1)",
            [newId(), checksum, name, startedAt],
          );
          applied.push(name);
        }
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw new Error(`Migration ${name}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    }
  } finally {
    await client.end();
  }
  return applied;
}

function ignoreRace(error: unknown): void {
  const code = typeof error === "object" && error !== null ? (error as { code?: unknown }).code : undefined;
  if (code !== "23505" && code !== "42P07") throw error;
}
