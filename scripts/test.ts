// `npm test`: format, lint, types, architecture, unit and database tests, the fast drills, and browser tests. `--verify`
// stops before the database.
// Ends with one line: N passed, N failed. A check that is not a test (types, lint) counts as one.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./test/browser.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name: string) => join(root, "node_modules/.bin", name);
const scratch = mkdtempSync(join(tmpdir(), "interlock-test-"));
const only = process.argv
  .find((word) => word.startsWith("--only="))
  ?.slice(7)
  .split(",");
const total = { passed: 0, failed: 0 };
const say = (line: string) => process.stdout.write(`${line}\n`);

type Count = { passed: number; failed: number };

async function run(
  title: string,
  command: string,
  args: string[],
  env: Record<string, string>,
  count: (code: number) => Count,
): Promise<void> {
  if (only !== undefined && !only.includes(title)) return;
  const startedAt = Date.now();
  say(`\n== ${title}`);
  const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? 1)));
  const { passed, failed } = count(code);
  total.passed += passed;
  total.failed += failed;
  say(`== ${title}: ${passed} passed, ${failed} failed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}

const asOne = (code: number): Count => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Reads a reporter's file; a run that wrote none, or none that passed, has failed. */
function fromReport(file: string, read: (report: never) => Count): (code: number) => Count {
  return (code) => {
    try {
      const counted = read(JSON.parse(readFileSync(file, "utf8")) as never);
      return counted.passed === 0 || (code !== 0 && counted.failed === 0)
        ? { ...counted, failed: counted.failed + 1 }
        : counted;
    } catch {
      return { passed: 0, failed: 1 };
    }
  };
}

const vitestCount = (report: { numPassedTests: number; numFailedTests: number }): Count => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
});
const playwrightCount = (report: { stats: { expected: number; unexpected: number; flaky: number } }): Count => ({
  passed: report.stats.expected + report.stats.flaky,
  failed: report.stats.unexpected,
});

async function vitest(project: "unit" | "db"): Promise<void> {
  const file = join(scratch, `${project}.json`);
  await run(
    project,
    bin("vitest"),
    ["run", "--project", project, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`],
    { LOG_LEVEL: "silent" },
    fromReport(file, vitestCount),
  );
}

try {
  await run("biome", bin("biome"), ["ci", "--diagnostic-level=error", "."], {}, asOne);
  await run("typegen", bin("next"), ["typegen"], { NEXT_TELEMETRY_DISABLED: "1" }, asOne);
  await run("types", bin("tsc"), ["--noEmit"], {}, asOne);
  await run("unused", bin("knip"), ["--no-progress"], {}, asOne);
  await run("lock", process.execPath, [join(root, "scripts/check-lock.mjs")], {}, asOne);
  await vitest("unit");
  if (!process.argv.includes("--verify")) {
    await vitest("db");
    const drills = join(scratch, "drills.json");
    await run(
      "drills",
      process.execPath,
      ["--conditions=react-server", join(root, "drills/run.ts"), "--fast", `--report=${drills}`],
      {},
      fromReport(drills, (counted: Count) => counted),
    );
    const file = join(scratch, "browser.json");
    const browser = findBrowser(say);
    await run(
      "browser",
      bin("playwright"),
      ["test"],
      { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file, NODE_OPTIONS: "--conditions=react-server" },
      fromReport(file, playwrightCount),
    );
  }
} catch (error) {
  total.failed++;
  say(error instanceof Error ? error.message : String(error));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
