import type { Ctx } from "#lib/core/ctx.ts";
import { conflict, invalid, notFound } from "#lib/core/errors.ts";
import type { Tx } from "#lib/db/tx.ts";
import type { FlagEnvironmentName } from "./schema.ts";

export type FlagRow = {
  id: string;
  key: string;
  type: "release" | "experiment" | "operational" | "kill_switch" | "permission";
  description: string;
  integrationId: string | null;
  ownerId: string | null;
  onUnavailable: string;
  defaultValue: boolean;
  expiresAt: Date | null;
  archivedAt: Date | null;
  environments: { environment: FlagEnvironmentName; enabled: boolean; revision: number }[];
};

export async function loadFlag(tx: Tx, ctx: Ctx, key: string): Promise<FlagRow> {
  const flag = await tx.flag.findUnique({
    where: { workspaceId_key: { workspaceId: ctx.workspaceId, key } },
    include: { environments: true },
  });
  if (flag === null) throw notFound(`The flag ${key}`);
  return flag;
}

export async function loadServedFlag(tx: Tx, ctx: Ctx, key: string): Promise<FlagRow> {
  const flag = await loadFlag(tx, ctx, key);
  if (flag.archivedAt !== null) throw conflict(`The flag ${key} is archived. Nothing was changed.`);
  return flag;
}

export function stateIn(flag: FlagRow, environment: FlagEnvironmentName): { enabled: boolean; revision: number } {
  const state = flag.environments.find((row) => row.environment === environment);
  if (state === undefined) throw notFound(`The state of ${flag.key} in ${environment}`);
  return state;
}

/** The environments in which this kill switch stops traffic now. */
export function stoppedIn(flag: FlagRow): FlagEnvironmentName[] {
  if (flag.type !== "kill_switch" || flag.archivedAt !== null) return [];
  return flag.environments.filter((row) => !row.enabled).map((row) => row.environment);
}

export async function integrationIdOf(tx: Tx, ctx: Ctx, slug: string): Promise<string> {
  const found = await tx.integration.findUnique({
    where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug } },
    select: { id: true, archivedAt: true },
  });
  if (found === null || found.archivedAt !== null) throw notFound(`The integration ${slug}`);
  return found.id;
}

export async function assertMember(tx: Tx, ctx: Ctx, userId: string): Promise<void> {
  const member = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId } },
    select: { id: true },
  });
  if (member === null)
    throw invalid("The owner is not a member of this workspace. Choose a member.", {
      ownerId: ["Choose a member of this workspace."],
    });
}

export function auditView(flag: Omit<FlagRow, "id" | "environments">): Record<string, unknown> {
  const { key, type, description, integrationId, ownerId, onUnavailable, defaultValue, expiresAt } = flag;
  return {
    key,
    type,
    description,
    integrationId,
    ownerId,
    onUnavailable,
    defaultValue,
    expiresAt: expiresAt === null ? null : expiresAt.toISOString(),
  };
}

/** Wakes the processes that act on flags; they poll anyway, this only makes them quicker. Sent when we commit. */
export async function hintTraffic(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify('traffic', ${workspaceId})`;
}
