import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";
import { WorkspacePolicies } from "#lib/workspaces/schema.ts";

const HOUR = 3_600_000;

/** How long the workspace lets a connection test count. */
async function probeValidMs(tx: Tx, scope: FactScope): Promise<number> {
  const row = await tx.workspace.findUnique({ where: { id: scope.workspaceId }, select: { policies: true } });
  return WorkspacePolicies.parse(row?.policies ?? {}).credentialProbeValidHours * HOUR;
}

/** Facts about the credentials and connections of one integration. */
export async function connectionFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const where = { workspaceId: scope.workspaceId, integrationId: scope.integrationId, deletedAt: null };
  const link = `/connections?integration=${scope.slug}`;
  const seen: Observation[] = [];
  const say = (key: string, value: Observation["value"], observedAt = scope.now, expiresAt?: Date) =>
    seen.push({ key, value, observedAt, source: "connections", link, ...(expiresAt ? { expiresAt } : {}) });
  const credentials = await tx.credential.findMany({
    where,
    select: { environment: true, fingerprint: true, keyMode: true },
  });
  const connections = await tx.connection.findMany({
    where,
    select: { environment: true, systemId: true, credentialId: true, lastVerdict: true, lastTestedAt: true },
  });
  const test = credentials.filter((credential) => credential.environment === "test");
  const live = new Set(
    credentials.filter((x) => x.environment === "live" && x.fingerprint !== "").map((x) => x.fingerprint),
  );
  say("connection.count", connections.length);
  say("credential.test.count", test.length);
  if (test.length > 0) {
    const same = test.some((credential) => live.has(credential.fingerprint));
    // A reference that was never read has no fingerprint yet: then "different" is not known, only "same" can be.
    const unread = credentials.some((credential) => credential.fingerprint === "");
    if (same || !unread) say("credential.test.same_as_live", same);
    const modes = new Set(test.map((credential) => credential.keyMode));
    const worst = ["live", "unknown", "unmarked", "test"].find((mode) => modes.has(mode));
    if (worst !== undefined && worst !== "unknown") say("credential.test.key_mode", worst);
  }
  // Every tested connection that carries a test credential has to be accepted; the oldest answer gives the age.
  const answers = connections.filter(
    (x) => x.environment === "test" && x.credentialId !== null && x.lastTestedAt !== null,
  );
  const oldest = answers.map((x) => x.lastTestedAt ?? scope.now).sort((a, b) => a.getTime() - b.getTime())[0];
  const wantsSystems = scope.wants("system.");
  const validFor = oldest !== undefined || wantsSystems ? await probeValidMs(tx, scope) : 0;
  if (oldest !== undefined)
    say(
      "credential.test.auth_ok",
      answers.every((x) => x.lastVerdict === "ok"),
      oldest,
      new Date(oldest.getTime() + validFor),
    );
  if (wantsSystems) {
    const systems = await tx.system.findMany({
      where: { workspaceId: scope.workspaceId, integrationId: scope.integrationId },
      select: { id: true },
    });
    const since = new Date(scope.now.getTime() - validFor);
    const known = new Set(
      connections
        .filter((x) => x.lastVerdict === "ok" && x.lastTestedAt !== null && x.lastTestedAt > since)
        .map((x) => x.systemId),
    );
    say("system.without_auth", systems.filter((system) => !known.has(system.id)).length);
  }
  return seen;
}
