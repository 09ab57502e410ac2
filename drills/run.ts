// `npm run drills`: the product under faults. `-- --list`, `-- --only D1,D4`, `-- --fast` for those of `npm test`,
// `-- --full` for longer runs, `-- --keep` keeps the folder of a drill that failed. Ends with one line: N passed, N failed.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DRILLS } from "./catalogue.ts";
import type { Drill } from "./drill.ts";

let stop = () => process.exit(130);
process.on("SIGINT", () => stop());
process.on("SIGTERM", () => stop());

type Ended = { passed: boolean; says: string };
const words = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Both `--only D1,D4` and `--only=D1,D4`. */
function chosen(): readonly Drill[] {
  const at = words.findIndex((word) => word === "--only" || word.startsWith("--only="));
  if (at < 0) return words.includes("--fast") ? DRILLS.filter(({ fast }) => fast) : DRILLS;
  const ids = (words[at]?.split("=")[1] ?? words[at + 1] ?? "")
    .toUpperCase()
    .split(",")
    .filter((id) => id !== "");
  const unknown = ids.filter((id) => !DRILLS.some((drill) => drill.id === id));
  if (unknown.length > 0 || ids.length === 0) {
    process.stderr.write(
      `--only: ${unknown.join(", ") || "nothing"} is not a drill. There are ${DRILLS.map(({ id }) => id).join(", ")}.\n`,
    );
    process.exit(2);
  }
  return DRILLS.filter(({ id }) => ids.includes(id));
}

async function perform({ id }: Drill, home: string): Promise<Ended> {
  const script = join(import.meta.dirname, "run-one.ts");
  const length = words.includes("--full") ? "full" : "quick";
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", script, id, home, length],
    {
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    },
  );
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  // In a group of its own it does not hear Ctrl-C: pass it on as an end.
  stop = () => {
    endGroup(child.pid);
    endPostgres(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    process.exit(130);
  };
  const limitS = length === "full" ? 900 : 300;
  const timer = setTimeout(() => endGroup(child.pid), limitS * 1_000);
  await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  endPostgres(home);
  try {
    return JSON.parse(text.trim().split("\n").at(-1) ?? "") as Ended;
  } catch {
    return { passed: false, says: `It ended without a word, or was ended after ${limitS} s.` };
  }
}

/** The drill and the parts that it started are a process group of their own. */
function endGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

/** Postgres is detached even from the drill; one that was left behind is found by its file. */
function endPostgres(home: string): void {
  const file = join(home, "pg", "data", "postmaster.pid");
  if (!existsSync(file)) return;
  try {
    process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGINT");
  } catch {
    // It is gone already.
  }
}

if (words.includes("--list")) {
  for (const { id, title } of DRILLS) say(`${id.padEnd(5)}${title}`);
  process.exit(0);
}
const total = { passed: 0, failed: 0 };
for (const drill of chosen()) {
  const home = mkdtempSync(join(tmpdir(), `interlock-drill-${drill.id}-`));
  const startedAt = Date.now();
  const { passed, says } = await perform(drill, home);
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0);
  total[passed ? "passed" : "failed"]++;
  say(`${passed ? "pass" : "FAIL"}  ${drill.id.padEnd(5)}${drill.title} (${seconds} s)`);
  say(`      ${says}`);
  if (!passed && words.includes("--keep")) say(`      ${home}`);
  else rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
const report = words.find((word) => word.startsWith("--report="))?.slice("--report=".length);
if (report !== undefined) writeFileSync(report, JSON.stringify(total));
say(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
