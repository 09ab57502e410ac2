import { describe, expect, test } from "vitest";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { AppError } from "./errors.ts";
import { mutation, none, parseInput } from "./mutation.ts";

const rename = mutation({
  name: "workspace.rename_for_test",
  permission: "workspace:write",
  input: z.strictObject({ name: z.string().min(3), fail: z.enum(["after", "circular"]).optional() }),
  async run({ ctx, tx, input }) {
    await tx.workspace.update({ where: { id: ctx.workspaceId }, data: { name: input.name } });
    if (input.fail === "after") throw new AppError("conflict", "Somebody else renamed it.");
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    return {
      value: input.name,
      audit: {
        entityType: "workspace",
        entityId: ctx.workspaceId,
        after: input.fail === "circular" ? circular : { name: input.name },
      },
    };
  },
});

const name = async (id: string) => (await db().workspace.findUniqueOrThrow({ where: { id } })).name;

describe("a mutation", () => {
  test("leaves one audit row with actor, change and trace id, chained to the one before", async () => {
    const workspace = await makeWorkspace();
    const ctx = await workspace.as("admin");
    await rename(ctx, { name: "First" });
    await rename(ctx, { name: "Second" });
    const rows = await db().auditEntry.findMany({ where: { workspaceId: workspace.id }, orderBy: { seq: "asc" } });
    expect(rows.map((row) => [Number(row.seq), row.actorId, row.traceId, row.after])).toEqual([
      [1, ctx.actor.id, ctx.traceId, { name: "First" }],
      [2, ctx.actor.id, ctx.traceId, { name: "Second" }],
    ]);
  });

  test("changes nothing when it fails after writing", async () => {
    const workspace = await makeWorkspace();
    const before = await name(workspace.id);
    await expect(rename(await workspace.as("admin"), { name: "Third", fail: "after" })).rejects.toMatchObject({
      kind: "conflict",
    });
    expect(await name(workspace.id)).toBe(before);
  });

  test("changes nothing when its audit row cannot be written", async () => {
    const workspace = await makeWorkspace();
    const before = await name(workspace.id);
    await expect(rename(await workspace.as("admin"), { name: "Fourth", fail: "circular" })).rejects.toThrow();
    expect(await name(workspace.id)).toBe(before);
    expect(await db().auditEntry.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  test("parses before it authorizes, names the field and never echoes the value", async () => {
    const ctx = await (await makeWorkspace()).as("viewer");
    const error = await rename(ctx, { name: "x", role: "admin-canary" }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: "invalid_input", fields: { name: expect.any(Array) } });
    expect(JSON.stringify(error)).not.toContain("admin-canary");
  });

  test("B20, B50: refuses a zero character anywhere, and an id that is a list, an object or a query", () => {
    const Input = z.strictObject({ id: z.uuid().optional(), more: z.record(z.string(), z.unknown()).optional() });
    const loop: Record<string, unknown> = { name: "x" };
    loop["self"] = loop;
    for (const bad of [
      { more: { deep: [{ name: "a\0b" }] } },
      { more: { "a\0b": 1 } },
      { id: ["01993000-0000-7000-8000-000000000000"] },
      { id: { equals: "x" } },
      { id: "' or 1=1--" },
      { id: null },
    ])
      expect(() => parseInput(Input, bad), JSON.stringify(bad)).toThrow(AppError);
    expect(parseInput(Input, { more: loop }).more).toMatchObject({ name: "x" });
  });

  test("refuses a role without the permission before it touches anything", async () => {
    const workspace = await makeWorkspace();
    await expect(rename(await workspace.as("ops"), { name: "Fifth" })).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("says why when it leaves no audit row", async () => {
    const quiet = mutation({
      name: "workspace.look_for_test",
      permission: "workspace:read",
      input: z.object({}),
      run: async () => ({ value: 1, audit: none("reads only") }),
    });
    const workspace = await makeWorkspace();
    expect(await quiet(await workspace.as("viewer"), {})).toBe(1);
    expect(await db().auditEntry.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  test("keeps the chain whole when twenty write at once", async () => {
    const workspace = await makeWorkspace();
    const ctx = await workspace.as("admin");
    await Promise.all(Array.from({ length: 20 }, (_, at) => rename(ctx, { name: `Name ${at}` })));
    const rows = await db().auditEntry.findMany({ where: { workspaceId: workspace.id }, orderBy: { seq: "asc" } });
    expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });
});
