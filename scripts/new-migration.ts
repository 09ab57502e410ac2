// npm run migration -- add_replay_reason: writes prisma/migrations/<time>_<name>/migration.sql from the models' difference.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbeddedPostgres } from "#lib/db/embedded.ts";
import { env } from "#lib/env.ts";
import { diffFromMigrations } from "./schema-engine.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+$/.test(name))
  throw new Error("Give the migration a name of lower-case words: npm run migration -- add_replay_reason");
const postgres = await startEmbeddedPostgres(env().INTERLOCK_HOME);
const { sql, isEmpty } = await diffFromMigrations(postgres.url, root);
if (isEmpty) {
  process.stdout.write("The migrations and the models agree; nothing was written.\n");
} else {
  const folder = join(root, "prisma/migrations", `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  process.stdout.write(`${folder}\n`);
}
if (!postgres.adopted) await postgres.stop();
process.exit(0);
