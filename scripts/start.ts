// `npm start`: everything from a bare checkout. `--dev` reloads on change.
import { env } from "#lib/env.ts";
import { startProduct } from "../processes/supervisor/main.ts";

const say = (line: string) => process.stdout.write(`interlock: ${line}\n`);
const startedAt = Date.now();
let stopping = false;

try {
  env();
  let stopProduct = async () => {};
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: finishing what is under way …`);
    await stopProduct();
    say("Stopped");
    process.exit(0);
  };
  process.on("SIGINT", (signal) => void stop(signal));
  process.on("SIGTERM", (signal) => void stop(signal));
  const lines = await startProduct({
    isDevelopment: process.argv.includes("--dev"),
    say,
    onStoppable: (how) => {
      stopProduct = how;
    },
  });
  if (!stopping) {
    say(`Ready in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    for (const line of lines) process.stdout.write(`${line}\n`);
  }
} catch (error) {
  // A start that a stop overtook fails on what was closed under it; the stop says the last word.
  if (stopping) await new Promise(() => undefined);
  process.stderr.write(`interlock: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
