// `npm run bench -- --write-page` after a bench: docs/benchmarks.md from bench.json, so that no number is typed by hand.
// What stands below the mark in the page is written by people and stays.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { homePath } from "#lib/env.ts";

type Figure = { section: string; figure: string; value: number | string; goal?: string; met?: boolean };
type Report = { machine: { cores: number; node: string }; at: string; minutes: number; figures: Figure[] };

const MARK = "<!-- below: written by hand -->";

export function pageOf(report: Report, notes: string): string {
  const rows = report.figures.map(({ section, figure, value, goal, met }) => {
    const number = typeof value === "number" ? value.toLocaleString("en-US") : value;
    return `| ${section} | ${figure} | ${number} | ${goal ?? ""} | ${met === undefined ? "" : met ? "yes" : "**no**"} |`;
  });
  return `# Benchmarks

Every number here comes from one \`npm run bench\` of ${report.at.slice(0, 10)} (${report.machine.cores} shared cores, Node ${report.machine.node}, ${report.minutes}
minutes). The machine is noisy, and sender, product and Postgres share its cores, so only ratios within the run say much.
The run writes its figures to \`bench.json\` in \`INTERLOCK_HOME\`; this table is written from that file.

| section | figure | measured | goal | reached |
| --- | --- | ---: | --- | --- |
${rows.join("\n")}

${MARK}
${notes}`;
}

export function writePage(): void {
  const page = join(import.meta.dirname, "../docs/benchmarks.md");
  const notes = readFileSync(page, "utf8").split(MARK)[1] ?? "";
  const report: Report = JSON.parse(readFileSync(homePath("bench.json"), "utf8"));
  writeFileSync(page, pageOf(report, notes.replace(/^\n/, "")));
}
