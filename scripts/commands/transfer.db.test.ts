import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { inheritedEnvironment } from "#lib/env.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration, makeSource } from "#lib/testing/integration.ts";

const root = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "interlock-transfer-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function interlock(...words: string[]) {
  const args = ["--conditions=react-server", join(root, "scripts/interlock.ts"), ...words];
  return spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...inheritedEnvironment(), NODE_ENV: "test" },
    encoding: "utf8",
  });
}

test("what one workspace exports to a file, another imports: each thing has its line, what waits says why", async () => {
  const [from, to] = [await makeWorkspace(), await makeWorkspace()];
  const integration = await makeIntegration(from.id, "generic");
  await makeSource(integration);
  const file = join(scratch, "workspace.json");
  expect(interlock("export", "--workspace", from.slug, "--out", file)).toMatchObject({ status: 0, stdout: "" });
  const { status, stdout } = interlock("import", file, "--workspace", to.slug);
  expect(stdout).toMatch(new RegExp(`^created +integration +${integration.slug}$`, "m"));
  expect(stdout).toMatch(/^skipped +source .*signing secret/m);
  expect(status).toBe(1);
  expect(await db().integration.count({ where: { workspaceId: to.id, slug: integration.slug } })).toBe(1);
}, 60_000);

test("a file that is none is refused in a line, and nothing is changed", async () => {
  const workspace = await makeWorkspace();
  const broken = join(scratch, "broken.json");
  writeFileSync(broken, '{"format":"something else"}');
  const { status, stdout, stderr } = interlock("import", broken, "--workspace", workspace.slug);
  expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
  expect(stderr).toContain("not a file of interlock export");
  expect(interlock("import", join(scratch, "missing.json"), "--workspace", workspace.slug).status).toBe(1);
}, 60_000);
