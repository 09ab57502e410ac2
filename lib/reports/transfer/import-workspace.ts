import { createChannel } from "#lib/alerts/create-channel.ts";
import { createRule } from "#lib/alerts/create-rule.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { createCredential } from "#lib/connections/create-credential.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { defineFlag } from "#lib/flags/define-flag.ts";
import { setFlagState } from "#lib/flags/set-flag-state.ts";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { createRoute, updateRoute } from "#lib/webhooks/write-route.ts";
import { getWorkspace } from "#lib/workspaces/queries.ts";
import { updatePolicies } from "#lib/workspaces/update-policies.ts";
import { importIntegration } from "./import-integration.ts";
import type { Imported, WorkspaceFile } from "./schema.ts";

type Note = (what: string, name: string, done: Imported["done"], why?: string) => void;
type Placed = { name: string; environment: "test" | "live" };

/**
 * Adds what is not there yet, each thing by its own verb, so that every rule holds and every row is audited. What has
 * its name already is kept as it is: a second run adds what the first could not. Traffic and gates start anew.
 */
export async function importWorkspace(ctx: Ctx, file: WorkspaceFile): Promise<Imported[]> {
  const done: Imported[] = [];
  const note: Note = (what, name, state, why = "") => done.push({ what, name, done: state, why });
  const attempt = async (what: string, name: string, isThere: boolean, run: () => Promise<unknown>) => {
    if (isThere) return note(what, name, "kept", "one of this name is there");
    try {
      await run();
      note(what, name, "created");
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      note(what, name, "refused", sayRefusal(error));
    }
  };
  const where = { workspaceId: ctx.workspaceId };
  const idOf = async (table: "credential" | "source" | "destination", { name, environment }: Placed) => {
    const find = { where: { ...where, name, environment, deletedAt: null }, select: { id: true } };
    if (table === "credential") return (await db().credential.findFirst(find))?.id;
    if (table === "source") return (await db().source.findFirst(find))?.id;
    return (await db().destination.findFirst(find))?.id;
  };

  const ours = new Map<string, unknown>(Object.entries((await getWorkspace(ctx)).policies));
  const theirs = Object.entries(file.workspace.policies);
  const isSame = theirs.every(([name, value]) => ours.get(name) === value);
  await attempt("policies", file.workspace.slug, isSame, () =>
    updatePolicies(ctx, { policies: file.workspace.policies }),
  );
  for (const part of file.integrations) {
    const isThere = (await db().integration.count({ where: { ...where, slug: part.slug } })) > 0;
    await attempt("integration", part.slug, isThere, () => importIntegration(ctx, part));
  }
  for (const { reference, ...credential } of file.credentials) {
    const isThere = (await idOf("credential", credential)) !== undefined;
    if (!isThere && reference === null)
      note("credential", credential.name, "skipped", "its value is not in the file; add it by hand");
    else
      await attempt("credential", credential.name, isThere, () => createCredential(ctx, { ...credential, reference }));
  }
  for (const { settings, credential, ...connection } of file.connections) {
    const known = await db().connection.count({
      where: { ...where, name: connection.name, environment: connection.environment, deletedAt: null },
    });
    const credentialId =
      credential === null ? undefined : await idOf("credential", { ...connection, name: credential });
    if (known === 0 && credential !== null && credentialId === undefined)
      note("connection", connection.name, "skipped", `its credential ${credential} is not there`);
    else
      await attempt("connection", connection.name, known > 0, () =>
        createConnection(ctx, { ...settings, ...connection, credentialId }),
      );
  }
  for (const { settings, secrets, ...source } of file.sources) {
    const isThere = (await idOf("source", source)) !== undefined;
    if (!isThere && secrets.length === 0)
      note("source", source.name, "skipped", "write the provider's signing secret into its secrets first");
    else await attempt("source", source.name, isThere, () => createSource(ctx, { ...settings, ...source, secrets }));
  }
  for (const { settings, ...destination } of file.destinations)
    await attempt("destination", destination.name, (await idOf("destination", destination)) !== undefined, () =>
      createDestination(ctx, { ...settings, ...destination }),
    );
  for (const { source, destination, environment, ...route } of file.routes) {
    const name = `${source} → ${destination ?? "ignored"}`;
    const sourceId = await idOf("source", { name: source, environment });
    const destinationId =
      destination === null ? undefined : await idOf("destination", { name: destination, environment });
    if (sourceId === undefined || (destination !== null && destinationId === undefined)) {
      note("route", name, "skipped", "one of its ends is not there");
      continue;
    }
    const same = { sourceId, destinationId: destinationId ?? null, eventTypes: { equals: route.eventTypes } };
    const isThere = (await db().route.count({ where: { ...where, ...same, deletedAt: null } })) > 0;
    await attempt("route", name, isThere, async () => {
      const { id } = await createRoute(ctx, { sourceId, destinationId, ...route, enabled: true });
      if (!route.enabled) await updateRoute(ctx, { id, enabled: false });
    });
  }
  for (const { key, integration, states, settings } of file.flags) {
    const isThere = (await db().flag.count({ where: { ...where, key } })) > 0;
    await attempt("flag", key, isThere, async () => {
      await defineFlag(ctx, { ...settings, key, integration: integration ?? undefined });
      for (const environment of ["test", "live"] as const)
        await setFlagState(ctx, { key, environment, enabled: states[environment], reason: "Imported." });
    });
  }
  for (const { settings, ...channel } of file.channels) {
    const isThere = (await db().channel.count({ where: { ...where, name: channel.name, deletedAt: null } })) > 0;
    await attempt("channel", channel.name, isThere, () => createChannel(ctx, { ...settings, ...channel }));
  }
  for (const { name, channels, settings } of file.rules) {
    const isThere = (await db().alertRule.count({ where: { ...where, name, deletedAt: null } })) > 0;
    await attempt("rule", name, isThere, async () => {
      const told = await db().channel.findMany({ where: { ...where, name: { in: channels }, deletedAt: null } });
      return createRule(ctx, { ...settings, name, channelIds: told.map((row) => row.id) });
    });
  }
  return done;
}

function sayRefusal(error: AppError): string {
  const fields = Object.values(error.fields ?? {}).flat();
  return [error.message, ...fields].join(" ");
}
