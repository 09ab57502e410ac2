import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inheritedEnvironment } from "#lib/env.ts";

export const FOLDERS = ["app", "components", "lib", "public"];
export const FILES = [
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "proxy.ts",
  "instrumentation.ts",
  "package-lock.json",
];

function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The sources' hash: it decides whether to build again and tells a stale browser tab to reload. */
export function buildId(root: string): string {
  const sum = createHash("sha256");
  for (const file of [
    ...FOLDERS.flatMap((folder) => walk(join(root, folder))),
    ...FILES.map((file) => join(root, file)),
  ]) {
    if (!existsSync(file) || file.includes("/testing/") || file.endsWith(".stamp")) continue;
    sum.update(file.slice(root.length)).update(readFileSync(file));
  }
  return sum.digest("hex").slice(0, 16);
}

/** Builds the web part when its sources changed; returns the build's id. Throws with the build's own words. */
export async function ensureBuild(
  root: string,
  say: (line: string) => void,
  modules = join(root, "node_modules"),
): Promise<string> {
  const id = buildId(root);
  const stamp = join(root, ".next", "interlock-build");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === id) return id;
  say("Building the web part (the first time takes about half a minute) …");
  const startedAt = Date.now();
  const output: string[] = [];
  const child = spawn(process.execPath, [join(modules, "next/dist/bin/next"), "build"], {
    cwd: root,
    env: { ...inheritedEnvironment(), NODE_ENV: "production", INTERLOCK_BUILD_ID: id, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0)
    throw new Error(`The web part could not be built:\n${output.join("").split("\n").slice(-60).join("\n")}`);
  writeFileSync(stamp, id);
  say(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return id;
}
