import type { Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { isUuid } from "#lib/core/id.ts";
import type { Integration } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";

export type LockedIntegration = Integration;

/** Everything that changes a checklist, a gate or the traffic mode of one integration queues on its row. */
export async function lockIntegration(
  tx: Tx,
  ctx: Ctx,
  address: { id: string } | { slug: string },
): Promise<LockedIntegration> {
  const found = await tx.integration.findFirst({
    where: { ...("id" in address ? idOnly(address.id) : address), workspaceId: ctx.workspaceId, archivedAt: null },
    select: { id: true },
  });
  if (found === null) throw notFound("This integration");
  await tx.$queryRaw`select 1 from integration where id = ${found.id}::uuid for no key update`;
  return tx.integration.findUniqueOrThrow({ where: { id: found.id } });
}

function idOnly(id: string): { id: string } {
  if (!isUuid(id)) throw notFound("This integration");
  return { id };
}
