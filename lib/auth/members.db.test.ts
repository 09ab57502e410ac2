import { describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { acceptInvitation, enterByInvitation, findInvitation } from "./accept-invitation.ts";
import { changeRole } from "./change-role.ts";
import { disableUser, enableUser } from "./disable-user.ts";
import { inviteMember, revokeInvitation } from "./invite-member.ts";
import { removeMember } from "./remove-member.ts";

const PASSWORD = "a quiet signal box";
const email = () => `new-${Math.random().toString(36).slice(2)}@example.test`;
const visitor = () => ({
  address: "203.0.113.9",
  userAgent: "test",
  knownUserId: null,
  traceId: "0".repeat(31).concat("1"),
  log: makeLogger("test"),
  now: new Date(),
});

async function member(workspace: TestWorkspace): Promise<string> {
  return (await workspace.as("engineer")).actor.id;
}

async function invitation(workspace: TestWorkspace) {
  const to = email();
  const made = await inviteMember(await workspace.as("admin"), { email: to, role: "engineer" });
  return { ...made, email: to, token: made.url.split("/").at(-1) ?? "" };
}

mutationContract(inviteMember, {
  allowed: "admin",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => ({ email: email(), role: "viewer" }),
  does: async ({ workspace, value, input }) => {
    const row = await db().invitation.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(input).toMatchObject({ email: row.email, role: row.role });
    const { url } = value as { url: string };
    expect(url).toMatch(/\/invite\/ili_[\w-]{43}$/);
    expect(Buffer.from(row.tokenHash).toString("utf8")).not.toContain("ili_");
    expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000);
  },
});

mutationContract(revokeInvitation, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => ({ invitationId: (await invitation(workspace)).id }),
  does: async ({ workspace }) => {
    const row = await db().invitation.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row.revokedAt).not.toBeNull();
  },
});

mutationContract(acceptInvitation, {
  allowed: "viewer",
  refused: "nobody",
  arrange: async (workspace) => {
    const { token, email: to } = await invitation(workspace);
    await db().user.create({
      data: { id: crypto.randomUUID(), email: to, name: "known", passwordHash: await hash() },
    });
    return { token, password: PASSWORD };
  },
  does: async ({ workspace, value }) => {
    const { userId } = value as { userId: string };
    const where = { workspaceId_userId: { workspaceId: workspace.id, userId } };
    expect((await db().membership.findUniqueOrThrow({ where })).role).toBe("engineer");
  },
});

async function hash(): Promise<string> {
  const { hashPassword } = await import("./password.ts");
  return hashPassword(PASSWORD);
}

mutationContract(changeRole, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => ({ userId: await member(workspace), role: "ops" }),
  does: async ({ workspace, value }) => {
    const { userId } = value as { userId: string };
    const where = { workspaceId_userId: { workspaceId: workspace.id, userId } };
    expect((await db().membership.findUniqueOrThrow({ where })).role).toBe("ops");
  },
});

mutationContract(removeMember, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => ({ userId: await member(workspace) }),
  does: async ({ workspace, value }) => {
    const { userId } = value as { userId: string };
    expect(await db().membership.count({ where: { workspaceId: workspace.id, userId } })).toBe(0);
  },
});

mutationContract(disableUser, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => ({ userId: await member(workspace) }),
  does: async ({ value }) => {
    const { userId } = value as { userId: string };
    expect((await db().user.findUniqueOrThrow({ where: { id: userId } })).disabledAt).not.toBeNull();
  },
});

mutationContract(enableUser, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => {
    const userId = await member(workspace);
    await disableUser(await workspace.as("admin"), { userId });
    return { userId };
  },
  does: async ({ value }) => {
    const { userId } = value as { userId: string };
    expect((await db().user.findUniqueOrThrow({ where: { id: userId } })).disabledAt).toBeNull();
  },
});

describe("an invitation", () => {
  test("opens once, and then never again", async () => {
    const { token, email: to } = await invitation(await makeWorkspace());
    const claims = await enterByInvitation({ token, name: "Ada", password: PASSWORD }, visitor());
    expect((await db().user.findUniqueOrThrow({ where: { id: claims.userId } })).email).toBe(to);
    await expect(enterByInvitation({ token, password: PASSWORD }, visitor())).rejects.toMatchObject({
      kind: "not_found",
    });
    expect(await findInvitation(token, new Date())).toBeNull();
  });

  test("does not open after its hour", async () => {
    const { token } = await invitation(await makeWorkspace());
    expect(await findInvitation(token, new Date(Date.now() + 3_601_000))).toBeNull();
  });

  test("wants a password that is not guessed first", async () => {
    const { token } = await invitation(await makeWorkspace());
    const refused = await enterByInvitation({ token, password: "Password123" }, visitor()).catch((e: unknown) => e);
    expect(refused).toMatchObject({
      kind: "invalid_input",
      fields: { password: [expect.stringContaining("guessed")] },
    });
  });

  test("does not let a stranger into an account that exists", async () => {
    const workspace = await makeWorkspace();
    const { token, email: to } = await invitation(workspace);
    await db().user.create({ data: { id: crypto.randomUUID(), email: to, name: "x", passwordHash: await hash() } });
    await expect(enterByInvitation({ token, password: "another password" }, visitor())).rejects.toMatchObject({
      kind: "unauthenticated",
    });
    expect(await db().membership.count({ where: { workspaceId: workspace.id, user: { email: to } } })).toBe(0);
  });
});

test("the last admin can neither leave, be demoted nor be disabled", async () => {
  const workspace = await makeWorkspace();
  const ctx = await workspace.as("admin");
  const me = { userId: ctx.actor.id };
  const attempts = [
    () => changeRole(ctx, { ...me, role: "viewer" }),
    () => removeMember(ctx, me),
    () => disableUser(ctx, me),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ kind: "precondition_failed" });
});

test("an account of two workspaces cannot be disabled from one of them", async () => {
  const [here, there] = [await makeWorkspace(), await makeWorkspace()];
  const userId = await member(here);
  await db().membership.create({ data: { id: crypto.randomUUID(), workspaceId: there.id, userId, role: "viewer" } });
  await expect(disableUser(await here.as("admin"), { userId })).rejects.toMatchObject({ kind: "precondition_failed" });
});
