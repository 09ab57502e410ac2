import { createHash } from "node:crypto";
import type { Ctx } from "#lib/core/ctx.ts";
import { conflict, invalid, notFound } from "#lib/core/errors.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";

export const withCredential = { credential: true } satisfies Prisma.ConnectionInclude;
export type ConnectionRow = Prisma.ConnectionGetPayload<{ include: typeof withCredential }>;
export type CredentialRow = Prisma.CredentialGetPayload<object>;

export async function loadCredential(tx: Tx, ctx: Ctx, id: string): Promise<CredentialRow> {
  const row = await tx.credential.findFirst({ where: { id, workspaceId: ctx.workspaceId, deletedAt: null } });
  if (row === null) throw notFound("This credential");
  return row;
}

export async function loadConnection(tx: Tx, ctx: Ctx, id: string): Promise<ConnectionRow> {
  const row = await tx.connection.findFirst({
    where: { id, workspaceId: ctx.workspaceId, deletedAt: null },
    include: withCredential,
  });
  if (row === null) throw notFound("This connection");
  return row;
}

export async function integrationIdOf(tx: Tx, ctx: Ctx, slug: string | undefined): Promise<string | null> {
  if (slug === undefined) return null;
  const row = await tx.integration.findFirst({
    where: { slug, workspaceId: ctx.workspaceId, archivedAt: null },
    select: { id: true },
  });
  if (row === null) throw notFound(`The integration "${slug}"`);
  return row.id;
}

export async function assertSystem(
  tx: Tx,
  ctx: Ctx,
  systemId: string | undefined,
  integrationId: string | null,
): Promise<void> {
  if (systemId === undefined) return;
  const found = await tx.system.findFirst({ where: { id: systemId, workspaceId: ctx.workspaceId } });
  if (found === null) throw notFound("This system");
  if (found.integrationId !== integrationId)
    throw invalid("This system belongs to another integration.", {
      systemId: ["Choose a system of the connection's integration."],
    });
}

type Login = {
  environment: "test" | "live";
  auth: string;
  authHeader: string | null;
  credentialId: string | null;
};

/** How a connection signs in must fit together, and a test connection must never carry a live credential. */
export async function assertLogin(tx: Tx, ctx: Ctx, login: Login): Promise<void> {
  if (login.auth === "header" && login.authHeader === null)
    throw invalid("Say which header carries the credential.", { authHeader: ["Give the header's name."] });
  if (login.credentialId === null) {
    if (login.auth !== "none")
      throw invalid(`Auth "${login.auth}" needs a credential.`, { credentialId: ["Choose a credential."] });
    return;
  }
  const credential = await loadCredential(tx, ctx, login.credentialId);
  if (credential.environment !== login.environment)
    throw conflict(
      `The credential "${credential.name}" belongs to ${credential.environment}, the connection to ${login.environment}. Use a credential of the same environment.`,
    );
  if (login.auth === "none")
    throw invalid("A credential is chosen, but nothing says how it is sent.", { auth: ["Choose how to send it."] });
  if (login.auth === "basic" && (credential.username === null || credential.kind !== "basic"))
    throw invalid("Basic auth needs a credential of kind basic.", {
      credentialId: ["This credential has no user name."],
    });
  if (credential.kind === "hmac_secret")
    throw invalid("A signing secret cannot be sent as a credential.", {
      credentialId: ["Choose an API key, a bearer token or basic auth."],
    });
}

/** What a verdict was about. A test that ran while this changed says nothing about the connection as it is now. */
export function configHash(row: ConnectionRow): string {
  const parts = [row.baseUrl, row.auth, row.authHeader, row.testMethod, row.testPath, row.credentialId];
  const text = JSON.stringify([...parts, row.credential?.rotatedAt?.toISOString(), row.credential?.reference]);
  return createHash("sha256").update(text).digest("hex");
}

export function credentialAudit(row: CredentialRow) {
  return {
    name: row.name,
    environment: row.environment,
    kind: row.kind,
    username: row.username,
    store: row.reference ?? "sealed",
    lastFour: row.lastFour,
    fingerprint: row.fingerprint,
    expiresAt: row.expiresAt,
  };
}

export function connectionAudit(row: Omit<ConnectionRow, "credential">) {
  return {
    name: row.name,
    environment: row.environment,
    baseUrl: row.baseUrl,
    auth: row.auth,
    authHeader: row.authHeader,
    credentialId: row.credentialId,
    testMethod: row.testMethod,
    testPath: row.testPath,
    timeoutMs: row.timeoutMs,
  };
}
