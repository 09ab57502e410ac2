// `npm run bench`: everything that docs/benchmarks.md quotes, measured in one run, in turn, on this machine.
// Each section runs in a process of its own, with an empty home and a Postgres of its own.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { homePath } from "#lib/env.ts";
import { benchDeliver } from "./deliver.ts";
import { benchFlags } from "./flags.ts";
import { benchGrowth } from "./growth.ts";
import { benchIngest } from "./ingest.ts";
import { entryOf, isMet, lineOf, type Measured } from "./report.ts";
import { writePage } from "./write-page.ts";

type Run = (home: string, say: (line: string) => void) => Promise<Measured>;

const SECTIONS: Record<string, Run> = {
  ingest: benchIngest,
  deliver: benchDeliver,
  flags: runFlags,
  growth: benchGrowth,
};
const say = (line: string) => process.stderr.write(`bench: ${line}\n`);
const word = (name: string) => process.argv.find((given) => given.startsWith(`--${name}=`))?.slice(name.length + 3);

async function runFlags(): Promise<Measured> {
  const measured = await benchFlags();
  return {
    result: measured,
    rows: Object.entries(measured).map(([figure, value]) => ({ figure, value: Math.round(value * 10) / 10 })),
  };
}

const section = word("section");
if (section !== undefined) {
  const run = SECTIONS[section];
  if (run === undefined) throw new Error(`There is no section ${section}. Known: ${Object.keys(SECTIONS).join(", ")}`);
  writeFileSync(word("out") ?? "", JSON.stringify(await run(word("home") ?? "", say)));
  process.exit(0);
}

if (process.argv.includes("--write-page")) {
  writePage();
  process.exit(0);
}

const only = word("only")?.split(",");
const report: Record<string, unknown> = {
  machine: {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
  at: new Date().toISOString(),
};
const lines: string[] = [];
const figures: Record<string, unknown>[] = [];
const startedAt = performance.now();
let missed = 0;
let failed = false;
for (const key of Object.keys(SECTIONS)) {
  if (only !== undefined && !only.includes(key)) continue;
  say(`${key} …`);
  const home = mkdtempSync(join(tmpdir(), `interlock-bench-${key}-`));
  const out = join(home, "result.json");
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", fileURLToPath(import.meta.url), `--section=${key}`, `--home=${home}`, `--out=${out}`],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code === 0) {
    const { result, rows }: Measured = JSON.parse(readFileSync(out, "utf8"));
    report[key] = result;
    for (const row of rows) {
      lines.push(lineOf(key, row));
      figures.push(entryOf(key, row));
      if (isMet(row) === false) missed++;
    }
  } else {
    failed = true;
    lines.push(`${key.padEnd(9)}could not be measured (exit ${code})`);
  }
  rmSync(home, { recursive: true, force: true });
}
report["figures"] = figures;
report["minutes"] = Math.round((performance.now() - startedAt) / 6_000) / 10;
lines.push(`${missed === 0 ? "Every goal is met" : `${missed} of the goals missed`}; ${report["minutes"]} minutes.`);
const file = homePath("bench.json");
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${lines.join("\n")}\n${file}\n`);
process.exit(failed ? 1 : 0);
