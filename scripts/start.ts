// `npm start`: everything from a bare checkout. `--dev` reloads on change.
import { env } from "#lib/env.ts";
import { startProduct } from "../processes/supervisor/main.ts";

const say = (line: string) => process.stdout.write(`interlock: ${line}\n`);
const startedAt = Date.now();

try {
  env();
  const running = await startProduct({ isDevelopment: process.argv.includes("--dev"), say });
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: finishing what is under way …`);
    await running.stop();
    say("Stopped");
    process.exit(0);
  };
  process.on("SIGINT", (signal) => void stop(signal));
  process.on("SIGTERM", (signal) => void stop(signal));
  say(`Ready in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  for (const line of running.lines) process.stdout.write(`${line}\n`);
} catch (error) {
  process.stderr.write(`interlock: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
