// The command line: one line over the same verbs and queries as pages and API. `npm run -s interlock -- help`

import { AppError } from "#lib/core/errors.ts";
import { closeDatabase, openDatabase } from "#lib/db/client.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { COMMANDS } from "./commands/table.ts";

const [group = "help", ...words] = process.argv.slice(2);
const name = COMMANDS[`${group} ${words[0] ?? ""}`] ? `${group} ${words[0]}` : group;
const command = COMMANDS[name];

if (command === undefined) {
  const lines = Object.entries(COMMANDS).map(
    ([key, { usage, does }]) => `  ${`${key} ${usage}`.trim().padEnd(52)}${does}`,
  );
  process.stdout.write(`interlock <command>\n\n${lines.join("\n")}\n`);
  process.exit(group === "help" ? 0 : 64);
}

let code = 1;
try {
  openDatabase("cli");
  code = await command.run(words.slice(name.includes(" ") ? 1 : 0));
} catch (error) {
  process.stderr.write(
    `interlock: ${error instanceof AppError || error instanceof Error ? error.message : String(error)}\n`,
  );
} finally {
  await closeSender();
  await closeDatabase();
}
process.exit(code);
