import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";

/** One source file as the guards see it: where it is, what it says, what it imports. */
export type Source = { path: string; text: string; imports: string[]; problems: string[] };

const GLOBS = ["{app,components,lib,processes,scripts,bench,drills,e2e,prisma}/**/*.{ts,tsx}", "*.ts"];

export function readSources(root: string): Source[] {
  return GLOBS.flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((path) => !path.includes("generated/") && !path.includes("node_modules") && !path.endsWith(".d.ts"))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), "utf8")));
}

export function parseSource(path: string, text: string): Source {
  const { module, errors } = parseSync(path, text);
  const requests = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((inner) => (inner.moduleRequest ? [inner.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.map((entry) =>
      text.slice(entry.moduleRequest.start, entry.moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
    ),
  ];
  return {
    path,
    text,
    imports: requests.map((request) => resolveImport(path, request)),
    problems: errors.map((error) => error.message),
  };
}

/** A path from the repository's root for our own files, the package's name for others. */
function resolveImport(from: string, request: string): string {
  if (request.startsWith("#")) return request.slice(1);
  if (request.startsWith(".")) return normalize(join(dirname(from), request));
  return request;
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || path.startsWith("e2e/") || path.startsWith("lib/testing/");
}
