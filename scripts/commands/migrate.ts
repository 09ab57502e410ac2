import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { databaseUrl } from "#lib/db/client.ts";
import { prepareDatabase } from "../../processes/supervisor/prepare.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export async function migrateCommand(): Promise<number> {
  const { applied } = await prepareDatabase(databaseUrl(), join(root, "prisma/migrations"));
  process.stdout.write(applied.length === 0 ? "Nothing to apply.\n" : `Applied:\n${applied.join("\n")}\n`);
  return 0;
}
