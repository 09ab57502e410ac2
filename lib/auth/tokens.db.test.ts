import { describe, expect, test } from "vitest";
import { authorize, may } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { authenticateToken, tokenCtx } from "./authenticate-token.ts";
import { createToken, revokeToken } from "./create-token.ts";
import { removeMember } from "./remove-member.ts";

const log = makeLogger("test");

async function token(workspace: TestWorkspace, input: Record<string, unknown> = {}) {
  return createToken(await workspace.as("admin"), { name: "ci", role: "engineer", ...input });
}

mutationContract(createToken, {
  allowed: "admin",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => ({ name: "ci", role: "engineer", expiresInDays: 30 }),
  does: async ({ workspace, value }) => {
    const { token: plain } = value as { token: string };
    const row = await db().apiToken.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(plain).toMatch(/^ilk_[\w-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(plain);
    const audit = await db().auditEntry.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(audit.canonical).not.toContain(plain);
    expect(await authenticateToken(`Bearer ${plain}`)).toMatchObject({ workspaceId: workspace.id, role: "engineer" });
  },
});

mutationContract(revokeToken, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => ({ tokenId: (await token(workspace)).id }),
  does: async ({ workspace }) => {
    const row = await db().apiToken.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row.revokedAt).not.toBeNull();
  },
});

describe("a token", () => {
  test("may what its scope and role say, and nothing else", async () => {
    const workspace = await makeWorkspace();
    const ctxOf = async (input: Record<string, unknown>) => {
      const { token: plain } = await token(workspace, input);
      const live = await authenticateToken(`Bearer ${plain}`);
      if (live === null) throw new Error("not authenticated");
      return tokenCtx(live, "0".repeat(32), log);
    };
    const facts = await ctxOf({ scope: "facts", role: "admin" });
    expect(may(facts, "facts:push")).toBe(true);
    expect(may(facts, "workspace:read")).toBe(false);
    const flags = await ctxOf({ scope: "flags", environment: "live" });
    expect(may(flags, "workspace:read")).toBe(false);
    const viewer = await ctxOf({ role: "viewer" });
    expect(may(viewer, "workspace:read")).toBe(true);
    expect(() => authorize(viewer, "designs:write")).toThrow("designs:write");
  });

  test("stops within five seconds of being revoked", { timeout: 10_000 }, async () => {
    const workspace = await makeWorkspace();
    const { token: plain, id } = await token(workspace);
    expect(await authenticateToken(`Bearer ${plain}`)).not.toBeNull();
    await revokeToken(await workspace.as("admin"), { tokenId: id });
    const since = Date.now();
    while ((await authenticateToken(`Bearer ${plain}`)) !== null && Date.now() - since < 6_000)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(Date.now() - since).toBeLessThan(5_000);
  });

  test("that has expired, is unknown or is malformed is no token", async () => {
    const workspace = await makeWorkspace();
    const { token: plain, id } = await token(workspace);
    await db().apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    for (const header of [`Bearer ${plain}`, `Bearer ilk_${"a".repeat(43)}`, `Basic ${plain}`, plain, "Bearer ", null])
      expect(await authenticateToken(header)).toBeNull();
  });

  test("goes when its maker is removed", async () => {
    const workspace = await makeWorkspace();
    const maker = await workspace.as("admin");
    const { token: plain } = await createToken(maker, { name: "mine", role: "viewer" });
    await removeMember(await workspace.as("admin"), { userId: maker.actor.id });
    expect(await authenticateToken(`Bearer ${plain}`)).toBeNull();
  });

  test("of one environment only when it is for flags", async () => {
    const admin = await (await makeWorkspace()).as("admin");
    for (const wrong of [{ scope: "flags" }, { scope: "api", environment: "test" }])
      await expect(createToken(admin, { name: "x", ...wrong })).rejects.toMatchObject({ kind: "invalid_input" });
    const { token: plain } = await createToken(admin, { name: "x", scope: "flags", environment: "test" });
    expect(plain).toMatch(/^ilkf_/);
  });
});
