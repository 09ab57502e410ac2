import { readFileSync, writeFileSync } from "node:fs";
import { exportWorkspace } from "#lib/reports/transfer/export-workspace.ts";
import { importWorkspace } from "#lib/reports/transfer/import-workspace.ts";
import { WorkspaceFile } from "#lib/reports/transfer/schema.ts";
import { readOptions, systemContext } from "./context.ts";

const WRONG_QUESTION = 64;

/** `export [--workspace W] [--out FILE]`: readable by its owner alone, though it holds no secret. */
export async function exportCommand(words: string[]): Promise<number> {
  const { options } = readOptions(words);
  const file = await exportWorkspace(await systemContext(options["workspace"]));
  const text = `${JSON.stringify(file, null, 2)}\n`;
  const out = options["out"];
  if (out === undefined) process.stdout.write(text);
  else {
    writeFileSync(out, text, { mode: 0o600 });
    process.stderr.write(
      `${out}: ${file.integrations.length} integrations, ${file.sources.length} sources. No secret.\n`,
    );
  }
  return 0;
}

/** `import FILE [--workspace W]`: one line a thing; what was left out says why. */
export async function importCommand(words: string[]): Promise<number> {
  const { positional, options } = readOptions(words);
  const [path] = positional;
  if (path === undefined) {
    process.stderr.write("interlock: say which file: import FILE, or import - for standard input\n");
    return WRONG_QUESTION;
  }
  const file = WorkspaceFile.safeParse(readJson(path));
  if (!file.success) {
    const [issue] = file.error.issues;
    process.stderr.write(`interlock: ${path}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}\n`);
    return WRONG_QUESTION;
  }
  const done = await importWorkspace(await systemContext(options["workspace"]), file.data);
  for (const { what, name, done: state, why } of done)
    process.stdout.write(`${state.padEnd(9)}${what.padEnd(13)}${name}${why === "" ? "" : `: ${why}`}\n`);
  return done.some(({ done: state }) => state === "skipped" || state === "refused") ? 1 : 0;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path === "-" ? 0 : path, "utf8"));
  } catch (error) {
    throw new Error(`${path} can't be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
