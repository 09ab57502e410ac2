import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#lib/db/embedded.ts";

declare module "vitest" {
  interface ProvidedContext {
    serverUrl: string;
    template: string;
  }
}

/** One Postgres for the run: the one TEST_DATABASE_URL names, else an embedded one beside the checkout. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  if (given !== undefined) {
    const host = new URL(given).searchParams.get("host") ?? new URL(given).hostname;
    if (!/^(localhost|127\.|\[?::1|\/)/.test(host))
      throw new Error(`TEST_DATABASE_URL points at ${host}; tests run against this machine only.`);
    project.provide("serverUrl", given);
    project.provide("template", templateOf(given));
    return async () => undefined;
  }
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const postgres = await startEmbeddedPostgres(join(root, ".interlock-test"));
  project.provide("serverUrl", postgres.url);
  project.provide("template", templateOf(postgres.url));
  return async () => {
    if (!postgres.adopted) await postgres.stop();
  };
}

/** In a process of its own: vitest itself runs without the condition that lets server-only modules load. */
function templateOf(serverUrl: string): string {
  const script = join(dirname(fileURLToPath(import.meta.url)), "make-template.ts");
  const run = spawnSync(process.execPath, ["--conditions=react-server", script, serverUrl], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`The template database was not made: ${run.stderr}`);
  return run.stdout.trim();
}
