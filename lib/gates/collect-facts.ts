import { alertFacts } from "#lib/alerts/facts.ts";
import { auditFacts } from "#lib/audit/facts.ts";
import { connectionFacts } from "#lib/connections/facts.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { FactReader, FactScope } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";
import { designFacts } from "#lib/designs/facts.ts";
import { flagFacts } from "#lib/flags/facts.ts";
import { integrationFacts } from "#lib/integrations/facts.ts";
import { webhookFacts } from "#lib/webhooks/facts.ts";
import { drillFacts } from "./drill-facts.ts";
import { pushedFacts } from "./pushed-facts.ts";
import type { Fact, FactSet } from "./rules.ts";

const READERS: readonly { name: string; prefixes: readonly string[]; read: FactReader }[] = [
  { name: "webhooks", prefixes: ["source.", "dlq.", "deadletter.", "delivery.", "webhooks."], read: webhookFacts },
  {
    name: "integrations",
    prefixes: ["integration.", "error_policy.", "adr.", "review."],
    read: integrationFacts,
  },
  { name: "designs", prefixes: ["doc."], read: designFacts },
  { name: "connections", prefixes: ["credential.", "connection.", "system."], read: connectionFacts },
  { name: "audit", prefixes: ["audit."], read: auditFacts },
  { name: "flags", prefixes: ["flag."], read: flagFacts },
  { name: "alerts", prefixes: ["alert."], read: alertFacts },
  { name: "drills", prefixes: ["drill."], read: drillFacts },
  { name: "pushes", prefixes: ["ext."], read: pushedFacts },
];

/** Reads what the rules ask for, and no more. A domain that cannot answer leaves errors, never silence. */
export async function collectFacts(
  tx: Tx,
  ctx: Ctx,
  integration: { id: string; slug: string },
  keys: ReadonlySet<string>,
): Promise<FactSet> {
  const facts = new Map<string, Fact>();
  const wants = (prefix: string) => [...keys].some((key) => key.startsWith(prefix));
  const scope: FactScope = {
    workspaceId: ctx.workspaceId,
    integrationId: integration.id,
    slug: integration.slug,
    now: ctx.now(),
    wants,
  };
  for (const { name, prefixes, read } of READERS) {
    if (!prefixes.some(wants)) continue;
    // A failed statement would poison the whole transaction, so each domain reads behind its own savepoint.
    await tx.$executeRaw`savepoint facts`;
    try {
      for (const seen of await read(tx, scope)) facts.set(seen.key, seen);
      await tx.$executeRaw`release savepoint facts`;
    } catch (error) {
      await tx.$executeRaw`rollback to savepoint facts`;
      ctx.log.error({ event: "gate.facts_failed", domain: name, integrationId: integration.id, err: error });
      for (const key of keys) {
        if (prefixes.some((prefix) => key.startsWith(prefix)))
          facts.set(key, { key, error: `the facts of ${name} could not be read` });
      }
    }
  }
  return facts;
}
