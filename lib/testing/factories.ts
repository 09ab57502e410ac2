import { randomBytes } from "node:crypto";
import type { Role } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";

export type TestWorkspace = {
  id: string;
  slug: string;
  /** A context of a fresh user with this role; each call makes another person. */
  as: (role: Role, options?: { now?: () => Date }) => Promise<Ctx>;
};

/** A workspace that no other test knows. */
export async function makeWorkspace(policies: Record<string, string | number | boolean> = {}): Promise<TestWorkspace> {
  const id = newId();
  const slug = `w-${randomBytes(5).toString("hex")}`;
  await db().workspace.create({ data: { id, slug, name: `Workspace ${slug}`, policies } });
  return { id, slug, as: (role, options) => makeMember(id, role, options) };
}

async function makeMember(workspaceId: string, role: Role, options: { now?: () => Date } = {}): Promise<Ctx> {
  const userId = newId();
  const email = `${role}-${randomBytes(5).toString("hex")}@example.test`;
  await db().user.create({
    data: {
      id: userId,
      email,
      name: email.split("@")[0] ?? email,
      memberships: { create: { id: newId(), workspaceId, role } },
    },
  });
  return {
    workspaceId,
    actor: { kind: "user", id: userId, role, label: email },
    traceId: randomBytes(16).toString("hex"),
    log: makeLogger("test"),
    now: options.now ?? (() => new Date()),
  };
}
