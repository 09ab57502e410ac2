import { z } from "zod";
import { writeAudit } from "#lib/audit/write.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { withTransaction } from "#lib/db/tx.ts";
import type { Log } from "#lib/log/logger.ts";
import { newTraceId } from "#lib/log/trace.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { hashPassword } from "./password.ts";
import { Email } from "./schema.ts";

const FirstAdmin = z.strictObject({
  email: Email,
  password: z
    .string()
    .min(8, "INTERLOCK_ADMIN_PASSWORD: use at least 8 characters.")
    .refine((password) => !isCommonPassword(password), "INTERLOCK_ADMIN_PASSWORD: this one is guessed first."),
  workspace: z.strictObject({ slug: z.string(), name: z.string(), isDemo: z.boolean().default(false) }),
});

export type FirstAdminMade = { workspaceId: string; userId: string };

/** Makes the workspace and its admin when there is no user at all; answers null when there is one. */
export async function ensureFirstAdmin(raw: z.input<typeof FirstAdmin>, log: Log): Promise<FirstAdminMade | null> {
  const { email, password, workspace } = parseInput(FirstAdmin, raw);
  const passwordHash = await hashPassword(password);
  return withTransaction(async (tx) => {
    // Two starts at once: the second waits here, and then finds a user.
    await tx.$executeRaw`lock table "user" in share row exclusive mode`;
    if ((await tx.user.count()) > 0) return null;
    const [workspaceId, userId] = [newId(), newId()];
    await tx.workspace.create({ data: { id: workspaceId, ...workspace } });
    await tx.user.create({
      data: {
        id: userId,
        email,
        name: email.split("@")[0] ?? email,
        passwordHash,
        memberships: { create: { id: newId(), workspaceId, role: "admin" } },
      },
    });
    const actor: Ctx["actor"] = { kind: "system", id: "start", label: "first start" };
    await writeAudit(
      tx,
      { workspaceId, actor, traceId: newTraceId(), log, now: () => new Date() },
      { action: "member.first_admin", entityType: "user", entityId: userId, label: email, after: { role: "admin" } },
    );
    return { workspaceId, userId };
  });
}
