import { describe, expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { unseal } from "#lib/crypto/seal.ts";
import { db, pool } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { makeRoute, makeSource } from "#lib/testing/sources.ts";
import { deleteSource, updateSource } from "./change-source.ts";
import { addSourceSecret, retireSourceSecret } from "./change-source-secrets.ts";
import { createSource } from "./create-source.ts";
import { getEvent, listEvents } from "./event-queries.ts";
import { SourceLoader } from "./ingest/load-sources.ts";
import { makeEvent } from "./ingest/make-event.ts";
import { PostgresIntake } from "./ingest/postgres-intake.ts";
import { pauseSource, resumeSource } from "./pause-source.ts";
import { getQuarantined, listQuarantine } from "./quarantine-queries.ts";
import { discardQuarantine, releaseQuarantine } from "./resolve-quarantine.ts";
import { getSource, listSources } from "./source-queries.ts";

const SECRET = "whsec_the_first_secret";
const plain = { name: "stripe", environment: "test", preset: "stripe", secrets: [SECRET] };

const sourceIn = (workspace: TestWorkspace, columns = {}) =>
  makeSource(workspace.id, { secrets: [SECRET], ...columns });

async function quarantineIn(workspace: TestWorkspace, columns: { secret?: string; sourceId?: string } = {}) {
  const source = columns.sourceId ? { id: columns.sourceId } : await sourceIn(workspace);
  const { headers, body } = signStripe(stripeEvent("evt_q"), { secret: columns.secret ?? "whsec_of_before" });
  return db().quarantine.create({
    data: {
      id: newId(),
      workspaceId: workspace.id,
      sourceId: source.id,
      environment: "test",
      reason: "bad_signature",
      detail: "The active secret did not make this signature.",
      headers: Uint8Array.from(Buffer.from(JSON.stringify(Object.entries(headers)))),
      body: Uint8Array.from(body),
      bodyBytes: body.length,
      traceId: "0".repeat(32),
      receivedAt: new Date(),
    },
  });
}

mutationContract(createSource, {
  allowed: "engineer",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => plain,
  does: async ({ workspace, value }) => {
    const row = await db().source.findFirstOrThrow({
      where: { workspaceId: workspace.id },
      include: { secrets: true },
    });
    expect(row.key.length).toBeGreaterThanOrEqual(32);
    expect(value).toEqual({ id: row.id, ingestUrl: expect.stringMatching(new RegExp(`/in/${row.key}$`)) });
    expect(row.secrets).toHaveLength(1);
    const secret = row.secrets[0]!;
    const place = { table: "source_secret", field: "sealed", rowId: secret.id, workspaceId: workspace.id };
    expect(unseal(secret.sealed, place)).toBe(SECRET);
    const audit = await db().auditEntry.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(audit.canonical).not.toContain(SECRET);
    expect(audit.canonical).not.toContain(row.key);
  },
});

mutationContract(updateSource, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ id: (await sourceIn(workspace)).id, name: "renamed", maxBodyBytes: 2048 }),
  does: async ({ workspace }) => {
    const row = await db().source.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row).toMatchObject({ name: "renamed", maxBodyBytes: 2048, toleranceSeconds: 300 });
  },
});

mutationContract(deleteSource, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => {
    const source = await sourceIn(workspace);
    await makeRoute(source);
    return { id: source.id };
  },
  does: async ({ workspace }) => {
    expect((await listSources(await workspace.as("viewer"))).items).toEqual([]);
    expect(await db().route.count({ where: { workspaceId: workspace.id, deletedAt: null } })).toBe(0);
  },
});

mutationContract(pauseSource, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ id: (await sourceIn(workspace)).id, reason: "their incident" }),
  does: async ({ workspace }) => {
    expect(await db().source.findFirstOrThrow({ where: { workspaceId: workspace.id } })).toMatchObject({
      state: "paused",
    });
  },
});

mutationContract(resumeSource, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ id: (await sourceIn(workspace, { state: "paused" })).id }),
  does: async ({ workspace }) => {
    expect(await db().source.findFirstOrThrow({ where: { workspaceId: workspace.id } })).toMatchObject({
      state: "active",
    });
  },
});

mutationContract(addSourceSecret, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ id: (await sourceIn(workspace)).id, secret: "whsec_the_second_one" }),
  does: async ({ workspace, input }) => {
    const { secrets } = await getSource(await workspace.as("viewer"), (input as { id: string }).id);
    expect(secrets.map(({ state, lastFour }) => [state, lastFour])).toEqual([
      ["active", "_one"],
      ["retiring", "cret"],
    ]);
    const hours = (Date.parse(secrets[1]?.retiresAt ?? "") - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
  },
});

mutationContract(retireSourceSecret, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    const source = await sourceIn(workspace, { secrets: [SECRET, "whsec_the_second_one"] });
    const oldest = await db().sourceSecret.findFirstOrThrow({ where: { sourceId: source.id }, orderBy: { id: "asc" } });
    return { id: oldest.id, afterHours: 0 };
  },
  does: async ({ workspace }) => {
    const [source] = (await listSources(await workspace.as("viewer"))).items;
    expect(source?.activeSecrets).toBe(1);
  },
});

mutationContract(releaseQuarantine, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => ({ id: (await quarantineIn(workspace, { secret: SECRET })).id }),
  does: async ({ workspace, value }) => {
    const event = await db().event.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(value).toEqual({ eventId: event.id, duplicate: false, verified: true });
    expect(event).toMatchObject({ externalId: "evt_q", type: "invoice.paid" });
    expect((await listQuarantine(await workspace.as("viewer"))).items).toEqual([]);
  },
});

mutationContract(discardQuarantine, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ id: (await quarantineIn(workspace)).id, reason: "a scanner" }),
  does: async ({ workspace }) => {
    const { items } = await listQuarantine(await workspace.as("viewer"), { state: "all" });
    expect(items.map(({ resolution }) => resolution)).toEqual(["discarded"]);
  },
});

describe("a source", () => {
  test("that is live needs an admin and an integration", async () => {
    const workspace = await makeWorkspace();
    const live = { ...plain, environment: "live" };
    await expect(createSource(await workspace.as("engineer"), live)).rejects.toMatchObject({ kind: "forbidden" });
    await expect(createSource(await workspace.as("admin"), live)).rejects.toMatchObject({ kind: "invalid_input" });
    const foreign = { ...live, integration: "nobody-has-this" };
    await expect(createSource(await workspace.as("admin"), foreign)).rejects.toMatchObject({ kind: "not_found" });
  });

  test("of a live environment is not changed by an engineer", async () => {
    const workspace = await makeWorkspace();
    const source = await sourceIn(workspace, { environment: "live" });
    const change = updateSource(await workspace.as("engineer"), { id: source.id, name: "x" });
    await expect(change).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("keeps its last active secret, and refuses one that the preset cannot use", async () => {
    const workspace = await makeWorkspace();
    const source = await sourceIn(workspace, { preset: "standard_webhooks", secrets: [`whsec_${"A".repeat(32)}`] });
    const [secret] = await db().sourceSecret.findMany({ where: { sourceId: source.id } });
    const engineer = await workspace.as("engineer");
    await expect(retireSourceSecret(engineer, { id: secret!.id, afterHours: 0 })).rejects.toMatchObject({
      kind: "precondition_failed",
    });
    await expect(addSourceSecret(engineer, { id: source.id, secret: "not base64 !" })).rejects.toMatchObject({
      kind: "invalid_input",
    });
  });

  test("of the preset generic_hmac says how it signs", async () => {
    const workspace = await makeWorkspace();
    const engineer = await workspace.as("engineer");
    const generic = { ...plain, preset: "generic_hmac" };
    await expect(createSource(engineer, generic)).rejects.toMatchObject({ kind: "invalid_input" });
    const { id } = await createSource(engineer, { ...generic, scheme: { header: "X-Signature" } });
    expect((await getSource(engineer, id)).scheme).toMatchObject({ header: "x-signature", algorithm: "sha256" });
  });

  test("never shows a secret", async () => {
    const workspace = await makeWorkspace();
    const source = await sourceIn(workspace);
    const viewer = await workspace.as("viewer");
    const shown = JSON.stringify([await getSource(viewer, source.id), await listSources(viewer)]);
    expect(shown).not.toContain(SECRET);
    expect(shown).toContain("cret");
  });

  test("of another workspace is not found", async () => {
    const source = await sourceIn(await makeWorkspace());
    const stranger = await (await makeWorkspace()).as("admin");
    await expect(getSource(stranger, source.id)).rejects.toMatchObject({ kind: "not_found" });
  });
});

describe("a request in the quarantine", () => {
  test("that still does not verify needs ops and a reason, and then becomes an event with its own id", async () => {
    const workspace = await makeWorkspace();
    const { id } = await quarantineIn(workspace);
    await expect(releaseQuarantine(await workspace.as("engineer"), { id, reason: "I trust it" })).rejects.toMatchObject(
      { kind: "forbidden" },
    );
    await expect(releaseQuarantine(await workspace.as("ops"), { id })).rejects.toMatchObject({
      kind: "precondition_failed",
    });
    const released = await releaseQuarantine(await workspace.as("ops"), { id, reason: "I trust it" });
    expect(released).toMatchObject({ verified: false, duplicate: false });
    expect(await getEvent(await workspace.as("viewer"), released.eventId)).toMatchObject({ externalId: "evt_q" });
    await expect(releaseQuarantine(await workspace.as("ops"), { id, reason: "again" })).rejects.toMatchObject({
      kind: "conflict",
    });
  });

  test("is routed when it is released, once", async () => {
    const workspace = await makeWorkspace();
    const source = await sourceIn(workspace);
    await makeRoute(source);
    const first = await quarantineIn(workspace, { secret: SECRET, sourceId: source.id });
    const second = await quarantineIn(workspace, { secret: SECRET, sourceId: source.id });
    const engineer = await workspace.as("engineer");
    const one = await releaseQuarantine(engineer, { id: first.id });
    expect(await releaseQuarantine(engineer, { id: second.id })).toMatchObject({
      duplicate: true,
      eventId: one.eventId,
    });
    expect(await db().delivery.count({ where: { eventId: one.eventId } })).toBe(1);
  });

  test("is shown with its bytes, to its own workspace alone", async () => {
    const workspace = await makeWorkspace();
    const row = await quarantineIn(workspace);
    const shown = await getQuarantined(await workspace.as("viewer"), row.id);
    expect(Buffer.from(shown.bodyBase64, "base64").toString()).toContain("evt_q");
    const stranger = await (await makeWorkspace()).as("admin");
    await expect(getQuarantined(stranger, row.id)).rejects.toMatchObject({ kind: "not_found" });
  });
});

describe("events", () => {
  async function store(workspaceId: string, sourceId: string, events: { id: string; type?: string; body?: Buffer }[]) {
    const [source] = (await new SourceLoader(makeLogger("test")).load(pool(), sourceId)).values();
    const intake = new PostgresIntake(pool(), makeLogger("test"));
    const outcomes = await Promise.all(
      events.map(
        ({ id, type = "a.b", body = Buffer.from(`{"id":"${id}"}`) }) =>
          new Promise((resolve) =>
            intake.submit(
              makeEvent({
                source: source!,
                externalId: id,
                type,
                contentType: null,
                headers: Buffer.from("[]"),
                body,
                receivedAtMs: Date.now(),
              }),
              resolve,
            ),
          ),
      ),
    );
    await intake.drain();
    return { outcomes, workspaceId };
  }

  test("are listed newest first in pages that miss and repeat nothing", async () => {
    const workspace = await makeWorkspace();
    const source = await sourceIn(workspace);
    await store(
      workspace.id,
      source.id,
      Array.from({ length: 25 }, (_, at) => ({ id: `e${at}` })),
    );
    const viewer = await workspace.as("viewer");
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(viewer, {
        limit: 10,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.items.map(({ externalId }) => externalId));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => `e${24 - at}`));
    expect((await listEvents(await (await makeWorkspace()).as("admin"))).items).toEqual([]);
  });

  test("are found by our id, the provider's id, the type, and a text inside the body, even one that is not UTF-8", async () => {
    const workspace = await makeWorkspace();
    const source = await sourceIn(workspace);
    const odd = Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from("needle_%_here")]);
    await store(workspace.id, source.id, [
      { id: "x1", type: "invoice.paid" },
      { id: "x2", type: "customer.created", body: odd },
    ]);
    const viewer = await workspace.as("viewer");
    const found = async (filter: object) =>
      (await listEvents(viewer, filter)).items.map(({ externalId }) => externalId);
    expect(await found({ q: "x1" })).toEqual(["x1"]);
    const [{ id } = { id: "" }] = (await listEvents(viewer, { q: "x1" })).items;
    expect(await found({ q: id })).toEqual(["x1"]);
    expect(await found({ type: "customer.*" })).toEqual(["x2"]);
    expect(await found({ type: "invoice.paid", source: source.id })).toEqual(["x1"]);
    expect(await found({ q: "needle_%_here" })).toEqual(["x2"]);
    expect(await found({ q: "needle" })).toEqual(["x2"]);
    expect(await found({ q: "n%e" })).toEqual([]);
    expect(await found({ q: "x1", from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(await found({ integration: "nobody" })).toEqual([]);
    expect(await getEvent(viewer, (await listEvents(viewer, { q: "x2" })).items[0]!.id)).toMatchObject({
      isUtf8: false,
      bytes: odd.length,
    });
  });

  test("race between two intakes: each id is stored once, and every answer is right", async () => {
    const workspace = await makeWorkspace();
    const source = await sourceIn(workspace);
    await makeRoute(source);
    const [loaded] = (await new SourceLoader(makeLogger("test")).load(pool(), source.id)).values();
    const intakes = [new PostgresIntake(pool(), makeLogger("test")), new PostgresIntake(pool(), makeLogger("test"))];
    const tries = Array.from({ length: 500 }, (_, key) =>
      Array.from({ length: 10 }, () => ({ key, body: "same" })),
    ).flat();
    for (let key = 0; key < 100; key++) tries.push({ key, body: "other" });
    for (let at = tries.length - 1; at > 0; at--) {
      const other = Math.floor(Math.random() * (at + 1));
      [tries[at], tries[other]] = [tries[other]!, tries[at]!];
    }
    const answers: { key: number; body: string; kind: string; eventId: string }[] = [];
    for (let from = 0; from < tries.length; from += 1_000)
      await Promise.all(
        tries.slice(from, from + 1_000).map(
          ({ key, body }, at) =>
            new Promise<void>((resolve) => {
              const event = makeEvent({
                source: loaded!,
                externalId: `k${key}`,
                type: "t",
                contentType: null,
                headers: Buffer.from("[]"),
                body: Buffer.from(`${key} ${body}`),
                receivedAtMs: Date.now(),
              });
              intakes[at % 2]!.submit(event, (outcome) => {
                answers.push({
                  key,
                  body,
                  kind: outcome.kind,
                  eventId: outcome.kind === "unavailable" ? "" : outcome.eventId,
                });
                resolve();
              });
            }),
        ),
      );
    await Promise.all(intakes.map((intake) => intake.drain()));
    const firsts = new Map(answers.filter(({ kind }) => kind === "stored").map((answer) => [answer.key, answer]));
    expect(firsts.size).toBe(500);
    expect(answers.filter(({ kind }) => kind === "stored")).toHaveLength(500);
    const wrong = answers.filter(({ key, body, kind, eventId }) => {
      const first = firsts.get(key)!;
      if (kind === "stored") return false;
      return eventId !== first.eventId || kind !== (body === first.body ? "duplicate" : "conflict");
    });
    expect(wrong).toEqual([]);
    expect(await db().event.count({ where: { sourceId: source.id } })).toBe(500);
    expect(await db().delivery.count({ where: { sourceId: source.id } })).toBe(500);
    const counted = await db().eventDedupe.aggregate({
      where: { sourceId: source.id },
      _sum: { duplicates: true, conflicts: true },
    });
    expect((counted._sum.duplicates ?? 0) + (counted._sum.conflicts ?? 0)).toBe(tries.length - 500);
  });
});
