import { afterEach, expect, test, vi } from "vitest";
import { db } from "#lib/db/client.ts";
import { getGate } from "#lib/gates/queries.ts";
import { markNotApplicable } from "#lib/gates/vouch.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { gateCheck } from "./gate.ts";

const printed: string[] = [];
vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
vi.spyOn(process.stderr, "write").mockImplementation((text) => printed.push(String(text)) > 0);
afterEach(() => printed.splice(0));

test("a pipeline reads the verdict from the exit code, and what blocks from the lines", async () => {
  const workspace = await makeWorkspace();
  const { slug } = await makeIntegration(workspace.id, "generic");
  expect(await gateCheck([slug, "design"])).toBe(2);
  expect(printed.join("")).toMatch(/^blocked .*\n/);
  expect(printed.join("")).toContain("GPRE-DOC-1    Integration design document complete");
  const engineer = await workspace.as("engineer");
  for (const { key } of (await getGate(engineer, { slug, gate: "design" })).blocking)
    await markNotApplicable(engineer, { slug, key, reason: "Not part of this test." });
  expect(await gateCheck([slug, "design"])).toBe(0);
});

test("a question that cannot be answered is neither a pass nor a warning", async () => {
  expect(await gateCheck(["no-such-slug", "design"])).toBe(64);
  expect(await gateCheck(["x"])).toBe(64);
});

test("a slug that stands in two workspaces asks which one", async () => {
  const [first, second] = [await makeWorkspace(), await makeWorkspace()];
  const { slug } = await makeIntegration(first.id, "generic");
  const other = await makeIntegration(second.id, "generic");
  await db().integration.update({ where: { id: other.id }, data: { slug } });
  expect(await gateCheck([slug, "design"])).toBe(64);
  expect(await gateCheck([slug, "design", "--workspace", second.slug])).toBe(2);
});
