import { describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { changePassword } from "./change-password.ts";
import { changeRole } from "./change-role.ts";
import { disableUser } from "./disable-user.ts";
import { endSession } from "./end-session.ts";
import { ensureFirstAdmin } from "./ensure-first-admin.ts";
import { findSession, type SessionClaims } from "./find-session.ts";
import { checkPassword, hashPassword } from "./password.ts";
import { removeMember } from "./remove-member.ts";
import { signInWithPassword } from "./sign-in.ts";
import { startSession } from "./start-session.ts";

const PASSWORD = "a quiet signal box";
let addresses = 0;
const visitor = (address = `198.51.100.${++addresses}`, knownUserId: string | null = null) => ({
  address,
  userAgent: "test",
  knownUserId,
  traceId: "0".repeat(31).concat("1"),
  log: makeLogger("test"),
  now: new Date(),
});

function open(userId: string): Promise<SessionClaims> {
  return withTransaction((tx) => startSession(tx, userId, { method: "password", userAgent: null, now: new Date() }));
}

async function person(role: "admin" | "engineer" = "engineer") {
  const workspace = await makeWorkspace();
  const ctx = await workspace.as(role);
  const user = await db().user.update({
    where: { id: ctx.actor.id },
    data: { passwordHash: await hashPassword(PASSWORD) },
  });
  return { workspace, ctx, user };
}

mutationContract(endSession, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => ({ sessionId: (await open((await workspace.as("viewer")).actor.id)).sessionId }),
  does: async ({ input }) => {
    const { sessionId } = input as { sessionId: string };
    expect((await db().userSession.findUniqueOrThrow({ where: { id: sessionId } })).endedAt).not.toBeNull();
  },
});

mutationContract(changePassword, {
  allowed: "viewer",
  refused: "nobody",
  namesAnEntity: false,
  arrange: async (workspace) => {
    const { as } = workspace;
    workspace.as = async (role) => {
      const ctx = await as(role);
      await db().user.update({ where: { id: ctx.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
      return ctx;
    };
    return { current: PASSWORD, password: "another long one" };
  },
  does: async ({ workspace }) => {
    const user = await db().user.findFirstOrThrow({ where: { memberships: { some: { workspaceId: workspace.id } } } });
    expect(await checkPassword(user.passwordHash, "another long one")).toBe(true);
  },
});

test("changePassword asks for the old one, audits, and ends every session", async () => {
  const { workspace, ctx, user } = await person();
  const claims = await open(user.id);
  const wrong = changePassword(ctx, { current: "not this one", password: "another long one" });
  await expect(wrong).rejects.toMatchObject({ kind: "invalid_input", fields: { current: [expect.any(String)] } });
  expect(await findSession(claims)).not.toBeNull();
  await changePassword(ctx, { current: PASSWORD, password: "another long one" });
  expect(await findSession(claims)).toBeNull();
  const where = { workspaceId: workspace.id, action: "user.change_password" };
  const row = await db().auditEntry.findFirstOrThrow({ where });
  expect(row.canonical).not.toContain("another long one");
  await expect(signInWithPassword({ email: user.email, password: PASSWORD }, visitor())).rejects.toMatchObject({
    kind: "unauthenticated",
  });
  await signInWithPassword({ email: user.email, password: "another long one" }, visitor());
});

describe("a session ends at the next request", () => {
  test.each([
    [
      "logout",
      async (a: Awaited<ReturnType<typeof person>>, c: SessionClaims) => endSession(a.ctx, { sessionId: c.sessionId }),
    ],
    [
      "disabling",
      async (a: Awaited<ReturnType<typeof person>>) =>
        disableUser(await a.workspace.as("admin"), { userId: a.user.id }),
    ],
    [
      "a change of role",
      async (a: Awaited<ReturnType<typeof person>>) =>
        changeRole(await a.workspace.as("admin"), { userId: a.user.id, role: "ops" }),
    ],
    [
      "removal",
      async (a: Awaited<ReturnType<typeof person>>) =>
        removeMember(await a.workspace.as("admin"), { userId: a.user.id }),
    ],
    [
      "8 idle hours",
      async (_: Awaited<ReturnType<typeof person>>, c: SessionClaims) =>
        db().userSession.update({
          where: { id: c.sessionId },
          data: { lastSeenAt: new Date(Date.now() - 28_801_000) },
        }),
    ],
    [
      "7 days",
      async (_: Awaited<ReturnType<typeof person>>, c: SessionClaims) =>
        db().userSession.update({ where: { id: c.sessionId }, data: { expiresAt: new Date() } }),
    ],
  ])("after %s", async (_word, end) => {
    const someone = await person();
    const claims = await open(someone.user.id);
    expect(await findSession(claims)).toMatchObject({ userId: someone.user.id, role: "engineer" });
    await end(someone, claims);
    expect(await findSession(claims)).toBeNull();
  });

  test("and claims that were tampered with find nothing", async () => {
    const [one, other] = [await person(), await person()];
    const claims = await open(one.user.id);
    expect(await findSession({ ...claims, userId: other.user.id })).toBeNull();
    expect(await findSession({ ...claims, version: claims.version + 1 })).toBeNull();
    expect(await findSession({ ...claims, sessionId: "' or 1=1 --" })).toBeNull();
  });
});

test("polling does not keep an idle session alive", async () => {
  const { user } = await person();
  const claims = await open(user.id);
  const before = new Date(Date.now() - 3_600_000);
  await db().userSession.update({ where: { id: claims.sessionId }, data: { lastSeenAt: before } });
  await findSession(claims, { counts: false });
  const watched = await db().userSession.findUniqueOrThrow({ where: { id: claims.sessionId } });
  expect(watched.lastSeenAt).toEqual(before);
  await findSession(claims);
  const used = await db().userSession.findUniqueOrThrow({ where: { id: claims.sessionId } });
  expect(used.lastSeenAt.getTime()).toBeGreaterThan(before.getTime());
});

describe("the door", () => {
  test("a stranger who guesses shuts only himself out: the owner gets in from elsewhere", async () => {
    const { user } = await person();
    const guess = (n: number) =>
      signInWithPassword({ email: user.email, password: `guess ${n}` }, visitor("192.0.2.7")).catch((e: unknown) => e);
    const answers = [];
    for (let n = 1; n <= 12; n++) answers.push(await guess(n));
    expect(answers.slice(0, 10).every((a) => (a as { kind: string }).kind === "unauthenticated")).toBe(true);
    expect(answers[5]).toMatchObject({ message: expect.stringContaining("4 tries are left") });
    expect(answers[10]).toMatchObject({ kind: "limit_exceeded", retryAfterMs: expect.any(Number) });
    const here = signInWithPassword({ email: user.email, password: PASSWORD }, visitor("192.0.2.7"));
    await expect(here).rejects.toMatchObject({ kind: "limit_exceeded" });
    await expect(signInWithPassword({ email: user.email, password: PASSWORD }, visitor())).resolves.toMatchObject({
      userId: user.id,
    });
    await db().$executeRaw`update sign_in_throttle set window_at = window_at - interval '16 minutes'`;
    await signInWithPassword({ email: user.email, password: PASSWORD }, visitor("192.0.2.7"));
  });

  test("twenty tries at once count as twenty", async () => {
    const { user } = await person();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        signInWithPassword({ email: user.email, password: `guess ${n}` }, visitor("192.0.2.8")).catch(
          (e: unknown) => e,
        ),
      ),
    );
    expect(all.filter((a) => (a as { kind: string }).kind === "limit_exceeded")).toHaveLength(10);
  });

  test("says the same of an unknown account, a disabled one and a wrong password, and works as long", async () => {
    const { user } = await person();
    const { user: disabled } = await person();
    await db().user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    await signInWithPassword({ email: user.email, password: "warm up" }, visitor()).catch(() => undefined);
    const timed = async (email: string, password: string) => {
      const started = performance.now();
      const error = await signInWithPassword({ email, password }, visitor()).catch((e: unknown) => e);
      return { message: (error as Error).message, ms: performance.now() - started };
    };
    const known = await timed(user.email, "wrong");
    const unknown = await timed("nobody@example.test", "wrong");
    const off = await timed(disabled.email, PASSWORD);
    expect(unknown.message).toBe(known.message);
    expect(off.message).toBe(known.message);
    expect(unknown.ms).toBeGreaterThan(known.ms / 4);
  });
});

test("the first admin is made only when there is no user, and never with a password that is guessed first", async () => {
  await makeWorkspace().then((workspace) => workspace.as("viewer"));
  const first = { email: "ada@example.test", password: PASSWORD, workspace: { slug: "main", name: "Main" } };
  expect(await ensureFirstAdmin(first, makeLogger("test"))).toBeNull();
  await db().user.deleteMany();
  await expect(ensureFirstAdmin({ ...first, password: "password1" }, makeLogger("test"))).rejects.toMatchObject({
    kind: "invalid_input",
  });
  const both = await Promise.all([1, 2].map(() => ensureFirstAdmin(first, makeLogger("test"))));
  expect(both.filter((made) => made !== null)).toHaveLength(1);
  expect(await db().user.count()).toBe(1);
  await signInWithPassword({ email: first.email, password: PASSWORD }, visitor());
});
