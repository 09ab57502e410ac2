import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { listAudit, listEntityHistory } from "./queries.ts";
import { verifyAudit } from "./verify.ts";
import { writeAudit } from "./write.ts";

async function chain(rows: number): Promise<Ctx> {
  const ctx = await (await makeWorkspace()).as("viewer");
  for (let n = 1; n <= rows; n++)
    await withTransaction((tx) =>
      writeAudit(tx, ctx, {
        action: n % 2 === 0 ? "flag.flip" : "source.create",
        entityType: "thing",
        entityId: `thing-${n % 3}`,
        label: `row ${n}`,
        before: { n: n - 1, text: "a\u0000b ü 🚦" },
        after: { n, nested: { list: [1, 1.5, 1e21] } },
      }),
    );
  return ctx;
}

/** As somebody with the database's own password would: past the trigger. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await client.query(sql, values);
    await client.query("commit");
  } finally {
    client.release();
  }
}

let ctx: Ctx;
beforeEach(async () => {
  ctx = await chain(9);
});

describe("the chain", () => {
  test("holds when nobody touched it, and an empty one holds too", async () => {
    expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: 9, problem: null });
    expect(await verifyAudit(await chain(0))).toMatchObject({ ok: true, rows: 0 });
  });

  test("cannot be written to by an ordinary statement", async () => {
    await expect(
      pool().query("update audit_entry set action = 'x' where workspace_id = $1", [ctx.workspaceId]),
    ).rejects.toThrow();
    await expect(pool().query("delete from audit_entry where workspace_id = $1", [ctx.workspaceId])).rejects.toThrow();
  });

  test.each([
    [
      "the signed text",
      "update audit_entry set canonical = replace(canonical, 'row 4', 'row X') where workspace_id = $1 and seq = 4",
      4,
      "altered",
    ],
    [
      "a column alone",
      "update audit_entry set actor_label = 'mallory' where workspace_id = $1 and seq = 6",
      6,
      "altered",
    ],
    ["the before alone", `update audit_entry set before = '{"n":7}' where workspace_id = $1 and seq = 5`, 5, "altered"],
    [
      "the time alone",
      "update audit_entry set at = at - interval '1 hour' where workspace_id = $1 and seq = 2",
      2,
      "altered",
    ],
    ["a row's hash", "update audit_entry set hash = sha256('x') where workspace_id = $1 and seq = 3", 3, "altered"],
    ["a row in the middle", "delete from audit_entry where workspace_id = $1 and seq = 5", 5, "missing"],
    ["the first row", "delete from audit_entry where workspace_id = $1 and seq = 1", 1, "missing"],
    ["the last rows", "delete from audit_entry where workspace_id = $1 and seq > 7", 8, "truncated"],
    ["every row", "delete from audit_entry where workspace_id = $1", 1, "truncated"],
    ["the head", "update audit_head set hash = sha256('x') where workspace_id = $1", 9, "altered"],
    [
      "two rows swapped",
      "update audit_entry set seq = case seq when 4 then -6 when 6 then -4 end where workspace_id = $1 and seq in (4, 6)",
      4,
      "reordered",
    ],
  ])("finds %s", async (_what, sql, seq, kind) => {
    await tamper(sql, [ctx.workspaceId]);
    await tamper("update audit_entry set seq = -seq where workspace_id = $1 and seq < 0", [ctx.workspaceId]);
    const verdict = await verifyAudit(ctx);
    expect(verdict.ok).toBe(false);
    expect(verdict.problem).toMatchObject({ seq: String(seq), kind });
  });

  test("a taken-out row shows even when the rest was numbered again", async () => {
    await tamper("delete from audit_entry where workspace_id = $1 and seq = 5", [ctx.workspaceId]);
    await tamper("update audit_entry set seq = -(seq - 1) where workspace_id = $1 and seq > 5", [ctx.workspaceId]);
    await tamper("update audit_entry set seq = -seq where workspace_id = $1 and seq < 0", [ctx.workspaceId]);
    expect((await verifyAudit(ctx)).problem).toMatchObject({ seq: "5" });
  });
});

describe("the log", () => {
  test("pages by keyset, newest first, without a row twice", async () => {
    const first = await listAudit(ctx, { limit: 4 });
    const second = await listAudit(ctx, { limit: 4, cursor: first.next ?? "" });
    const third = await listAudit(ctx, { limit: 4, cursor: second.next ?? "" });
    expect([...first.items, ...second.items, ...third.items].map((row) => row.seq)).toEqual([
      "9",
      "8",
      "7",
      "6",
      "5",
      "4",
      "3",
      "2",
      "1",
    ]);
    expect(third.next).toBeNull();
  });

  test("filters, and takes wildcards for letters", async () => {
    expect((await listAudit(ctx, { action: "flag." })).items).toHaveLength(4);
    expect((await listAudit(ctx, { action: "%" })).items).toHaveLength(0);
    expect((await listAudit(ctx, { actor: ctx.actor.label.toUpperCase() })).items).toHaveLength(9);
    expect((await listAudit(ctx, { integration: "no-such" })).items).toHaveLength(0);
    expect(await listEntityHistory(ctx, { entityType: "thing", entityId: "thing-1" })).toHaveLength(3);
  });

  test("refuses a cursor that was not made here and a key it does not know", async () => {
    for (const bad of [
      { cursor: "abc" },
      { cursor: "-1" },
      { limit: -1 },
      { sort: "password" },
      { action: ["a", "b"] },
    ])
      await expect(listAudit(ctx, bad)).rejects.toMatchObject({ kind: "invalid_input" });
  });

  test("shows another workspace nothing", async () => {
    const stranger = await (await makeWorkspace()).as("admin");
    expect(await listAudit(stranger)).toEqual({ items: [], next: null });
    expect(await listEntityHistory(stranger, { entityType: "thing", entityId: "thing-1" })).toEqual([]);
    expect(await db().auditEntry.count({ where: { workspaceId: stranger.workspaceId } })).toBe(0);
  });
});
