// `npm run bench`: everything that docs/benchmarks.md quotes, measured in one run, in turn, on this machine.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { env, homePath } from "#lib/env.ts";

type Row = { figure: string; value: string; target?: string };
type Section = { key: string; run: (home: string, say: (line: string) => void) => Promise<{ result: Record<string, unknown>; rows: Row[] }> };

const SECTIONS: Section[] = [
  { key: "ingest", run: async (home, say) => (await import("./ingest.ts")).benchIngest(home, say) },
  { key: "deliver", run: async (home, say) => (await import("./deliver.ts")).benchDeliver(home, say) },
  { key: "flags", run: async (home, say) => (await import("./flags.ts")).benchFlags(home, say) },
  { key: "growth", run: async (home, say) => (await import("./growth.ts")).benchGrowth(home, say) },
];

const only = process.argv.find((word) => word.startsWith("--only="))?.slice(7).split(",");
const say = (line: string) => process.stderr.write(`bench: ${line}\n`);
env();
const report: Record<string, unknown> = {
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version },
  at: new Date().toISOString(),
};
const rows: (Row & { section: string })[] = [];
for (const { key, run } of SECTIONS) {
  if (only !== undefined && !only.includes(key)) continue;
  say(`${key} …`);
  const home = mkdtempSync(join(tmpdir(), `interlock-bench-${key}-`));
  try {
    const measured = await run(home, say);
    report[key] = measured.result;
    rows.push(...measured.rows.map((row) => ({ section: key, ...row })));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
const file = homePath("bench.json");
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
for (const { section, figure, value, target } of rows) process.stdout.write(`${section.padEnd(9)}${figure.padEnd(46)}${value.padStart(14)}${target === undefined ? "" : `   goal ${target}`}\n`);
process.stdout.write(`${file}\n`);
process.exit(0);
