import type { Role } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import type { Log } from "#lib/log/logger.ts";
import { newTraceId } from "#lib/log/trace.ts";

export type Cast = { admin: Ctx; engineer: Ctx; ops: Ctx; colleague: Ctx };

/** Northwind's people. They have no password, so nobody can sign in as them; the admin invites real ones. */
export async function makeCast(workspaceId: string, adminEmail: string, log: Log): Promise<Cast> {
  const act = async (email: string, name: string, role: Role, disciplines: string[]): Promise<Ctx> => {
    const user = await db().user.upsert({ where: { email }, update: {}, create: { id: newId(), email, name } });
    await db().membership.upsert({
      where: { workspaceId_userId: { workspaceId, userId: user.id } },
      update: {},
      create: { id: newId(), workspaceId, userId: user.id, role, disciplines },
    });
    return {
      workspaceId,
      actor: { kind: "user", id: user.id, role, label: email },
      traceId: newTraceId(),
      log,
      now: () => new Date(),
    };
  };
  return {
    admin: await act(adminEmail, "Admin", "admin", []),
    engineer: await act("mina@northwind.example", "Mina Okafor", "engineer", ["payment-integration-engineer"]),
    colleague: await act("theo@northwind.example", "Theo Lind", "engineer", ["search-engineer", "file-media-handler"]),
    ops: await act("rosa@northwind.example", "Rosa Adler", "ops", ["integration-engineer"]),
  };
}
