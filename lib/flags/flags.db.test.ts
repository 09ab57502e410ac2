import { describe, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db, pool } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { archiveFlag } from "./archive-flag.ts";
import { defineFlag } from "./define-flag.ts";
import { getFlag, getFlagHistory, getFlagReach, listFlags } from "./queries.ts";
import { setFlagState } from "./set-flag-state.ts";
import { createFlagSnapshot } from "./snapshot.ts";
import { updateFlag } from "./update-flag.ts";

async function makeIntegration(workspaceId: string, slug = "stripe-subscriptions"): Promise<string> {
  const id = newId();
  await db().integration.create({ data: { id, workspaceId, slug, name: slug, kind: "payment" } });
  return id;
}

async function define(workspace: TestWorkspace, input: Record<string, unknown> = {}): Promise<Ctx> {
  const ctx = await workspace.as("admin");
  await defineFlag(ctx, { key: "checkout.annual", type: "release", description: "Yearly plans", ...input });
  return ctx;
}

async function defineKillSwitch(workspace: TestWorkspace): Promise<{ ctx: Ctx; integrationId: string }> {
  const integrationId = await makeIntegration(workspace.id);
  const ctx = await define(workspace, { key: "pay.kill", type: "kill_switch", integration: "stripe-subscriptions" });
  return { ctx, integrationId };
}

mutationContract(defineFlag, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    await makeIntegration(workspace.id);
    return { key: "pay.stripe.kill", type: "kill_switch", description: "Stops", integration: "stripe-subscriptions" };
  },
  does: async ({ workspace }) => {
    const flag = await getFlag(await workspace.as("viewer"), "pay.stripe.kill");
    expect(flag).toMatchObject({ test: { enabled: true }, live: { enabled: true }, defaultValue: true });
    expect(flag.integration?.slug).toBe("stripe-subscriptions");
  },
});

mutationContract(updateFlag, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    await define(workspace);
    return { key: "checkout.annual", description: "Plans for a year" };
  },
  does: async ({ workspace }) => {
    const flag = await getFlag(await workspace.as("viewer"), "checkout.annual");
    expect(flag.description).toBe("Plans for a year");
  },
});

mutationContract(archiveFlag, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    await define(workspace);
    return { key: "checkout.annual", reason: "The old plans are gone" };
  },
  does: async ({ workspace }) => {
    const ctx = await workspace.as("viewer");
    expect(await listFlags(ctx)).toHaveLength(0);
    expect(await listFlags(ctx, { archived: true })).toHaveLength(1);
  },
});

mutationContract(setFlagState, {
  allowed: "admin",
  refused: "engineer",
  arrange: async (workspace) => {
    await define(workspace);
    return { key: "checkout.annual", environment: "live", enabled: true, reason: "Launch" };
  },
  does: async ({ workspace, value }) => {
    expect(value).toMatchObject({ key: "checkout.annual", environment: "live", enabled: true, revision: 2 });
    const flag = await getFlag(await workspace.as("viewer"), "checkout.annual");
    expect([flag.test.enabled, flag.live.enabled]).toEqual([false, true]);
  },
});

describe("a flag", () => {
  test("may be flipped in test by an engineer, and not in live", async () => {
    const workspace = await makeWorkspace();
    await define(workspace);
    const engineer = await workspace.as("engineer");
    await setFlagState(engineer, { key: "checkout.annual", environment: "test", enabled: true });
    await expect(
      setFlagState(engineer, { key: "checkout.annual", environment: "live", enabled: true }),
    ).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("is not flipped by somebody who looked at an older revision", async () => {
    const workspace = await makeWorkspace();
    const ctx = await define(workspace);
    const flip = (enabled: boolean) =>
      setFlagState(ctx, { key: "checkout.annual", environment: "test", enabled, revision: 1 });
    await flip(true);
    await expect(flip(false)).rejects.toMatchObject({ kind: "conflict" });
    expect((await getFlag(ctx, "checkout.annual")).test).toMatchObject({ enabled: true, revision: 2 });
  });

  test("lets exactly one of many simultaneous flips of one revision through", async () => {
    const workspace = await makeWorkspace();
    const ctx = await define(workspace);
    const flips = await Promise.allSettled(
      [1, 2, 3, 4].map(() =>
        setFlagState(ctx, { key: "checkout.annual", environment: "test", enabled: true, revision: 1 }),
      ),
    );
    expect(flips.filter((flip) => flip.status === "fulfilled").length).toBeGreaterThanOrEqual(1);
    expect((await getFlag(ctx, "checkout.annual")).test.revision).toBe(2);
    const history = await getFlagHistory(ctx, "checkout.annual");
    expect(history.map((row) => row.says)).toEqual(["Turned on in test", "Defined"]);
  });

  test.each(["Pay.Kill", "-pay", "pay..kill", "pay kill", "a", "p/q", "../x"])("refuses the key %s", async (key) => {
    const workspace = await makeWorkspace();
    await expect(define(workspace, { key })).rejects.toMatchObject({ kind: "invalid_input" });
  });

  test("never reuses the key of an archived flag", async () => {
    const workspace = await makeWorkspace();
    const ctx = await define(workspace);
    await archiveFlag(ctx, { key: "checkout.annual" });
    await expect(define(workspace)).rejects.toMatchObject({ kind: "conflict" });
  });

  test("that is on in live is archived by an admin alone", async () => {
    const workspace = await makeWorkspace();
    const ctx = await define(workspace);
    await setFlagState(ctx, { key: "checkout.annual", environment: "live", enabled: true });
    await expect(archiveFlag(await workspace.as("engineer"), { key: "checkout.annual" })).rejects.toMatchObject({
      kind: "forbidden",
    });
    await archiveFlag(ctx, { key: "checkout.annual" });
  });

  test("of another workspace cannot be read", async () => {
    await define(await makeWorkspace());
    const stranger = await (await makeWorkspace()).as("admin");
    await expect(getFlag(stranger, "checkout.annual")).rejects.toMatchObject({ kind: "not_found" });
    await expect(getFlagHistory(stranger, "checkout.annual")).rejects.toMatchObject({ kind: "not_found" });
    await expect(getFlagReach(stranger, "checkout.annual", "live")).rejects.toMatchObject({ kind: "not_found" });
    expect(await listFlags(stranger)).toEqual([]);
  });
});

describe("a kill switch", () => {
  test("must name the integration that it stops", async () => {
    const workspace = await makeWorkspace();
    await expect(define(workspace, { type: "kill_switch" })).rejects.toMatchObject({ kind: "invalid_input" });
  });

  test("cannot be archived or moved away while it stops traffic", async () => {
    const workspace = await makeWorkspace();
    const { ctx } = await defineKillSwitch(workspace);
    await makeIntegration(workspace.id, "search");
    await setFlagState(ctx, { key: "pay.kill", environment: "test", enabled: false, reason: "Ledger is down" });
    await expect(archiveFlag(ctx, { key: "pay.kill" })).rejects.toMatchObject({ kind: "precondition_failed" });
    await expect(updateFlag(ctx, { key: "pay.kill", integration: "search" })).rejects.toMatchObject({
      kind: "precondition_failed",
    });
  });

  test("counts what it would stop before it is moved", async () => {
    const workspace = await makeWorkspace();
    const { ctx, integrationId } = await defineKillSwitch(workspace);
    const common = { workspaceId: workspace.id, environment: "live" as const, integrationId };
    const [sourceId, destinationId, routeId] = [newId(), newId(), newId()];
    await db().source.create({ data: { id: sourceId, ...common, name: "stripe", key: newId(), preset: "stripe" } });
    await db().destination.create({ data: { id: destinationId, ...common, name: "ledger", url: "https://x.test/" } });
    await db().route.create({
      data: { id: routeId, workspaceId: workspace.id, sourceId, destinationId, eventTypes: ["*"] },
    });
    for (const state of [0, 1, 2, 3, 3])
      await db().delivery.create({
        data: {
          id: newId(),
          ...common,
          eventId: newId(),
          sourceId,
          routeId,
          destinationId,
          eventType: "x",
          bucket: 1,
          state,
        },
      });
    expect(await getFlagReach(ctx, "pay.kill", "live")).toMatchObject({
      pending: 2,
      held: 1,
      parked: 2,
      sources: 1,
      destinations: 1,
    });
    expect(await getFlagReach(ctx, "pay.kill", "test")).toMatchObject({ pending: 0, sources: 0 });
  });
});

describe("the snapshot that the gateway serves", () => {
  const warnings: unknown[] = [];
  const log = { warn: (...args: unknown[]) => void warnings.push(args) };

  test("shows a flip within its freshness, and asks the database once for many readers", async () => {
    const workspace = await makeWorkspace();
    const ctx = await define(workspace);
    let queries = 0;
    let now = 0;
    const counting = {
      query: (text: string) => {
        queries++;
        return pool().query(text);
      },
    };
    const snapshot = createFlagSnapshot({ pool: counting as never, log: log as never, clock: () => now });
    const seen = async () => (await snapshot.read()).of(workspace.id, "test").flags.get("checkout.annual")?.enabled;
    expect(await Promise.all([seen(), seen(), seen()])).toEqual([false, false, false]);
    expect(queries).toBe(2);
    await setFlagState(ctx, { key: "checkout.annual", environment: "test", enabled: true });
    now += 100;
    expect(await seen()).toBe(false);
    now += 1_000;
    expect(await seen()).toBe(true);
    await setFlagState(ctx, { key: "checkout.annual", environment: "test", enabled: false });
    snapshot.invalidate();
    expect(await seen()).toBe(false);
  });

  test("keeps serving what it last knew while the database is away", async () => {
    const workspace = await makeWorkspace();
    await define(workspace);
    let down = false;
    let now = 0;
    const flaky = {
      query: (text: string) => (down ? Promise.reject(new Error("connection refused")) : pool().query(text)),
    };
    const snapshot = createFlagSnapshot({ pool: flaky as never, log: log as never, clock: () => now });
    await snapshot.read();
    down = true;
    now += 60_000;
    expect((await snapshot.read()).of(workspace.id, "live").flags.has("checkout.annual")).toBe(true);
    expect(warnings).toHaveLength(1);
  });
});
