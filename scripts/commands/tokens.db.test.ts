import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inheritedEnvironment } from "#lib/env.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";

const root = join(import.meta.dirname, "../..");

test("token create prints the token alone, whatever is logged, so that a script can take it as it is", async () => {
  const workspace = await makeWorkspace();
  const words = ["token", "create", "--role", "viewer", "--name", "ci", "--workspace", workspace.slug];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--conditions=react-server", join(root, "scripts/interlock.ts"), ...words],
    { cwd: root, env: { ...inheritedEnvironment(), NODE_ENV: "test", LOG_LEVEL: "info" }, encoding: "utf8" },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^ilk_[\w-]+\n$/) });
  expect(stderr).toContain("token.create");
  expect(stderr).not.toContain(stdout.trim());
}, 60_000);
