import { expect, test } from "vitest";
import { pool } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { tokenOf } from "#lib/testing/token.ts";
import { listFacts } from "./list-facts.ts";
import { pushFact } from "./push-fact.ts";
import { getChecklist, getChecklistItem, getGate } from "./queries.ts";
import { recheckIntegration } from "./recheck-integration.ts";
import { attestItem } from "./vouch.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";
const MINUTE = 60_000;

async function arrange() {
  const workspace = await makeWorkspace();
  const { id, slug } = await makeIntegration(workspace.id, "payment");
  const engineer = await workspace.as("engineer");
  const push = (more: Record<string, unknown> = {}) => pushFact(engineer, { ...body(slug), ...more });
  const item = async (key: string) => {
    await recheckIntegration(engineer, { slug });
    return (await getChecklistItem(engineer, { slug, key })).item;
  };
  return { workspace, id, slug, engineer, push, item };
}

function body(integration: string) {
  return {
    integration,
    environment: "test",
    key: "ext.ci.payment_flows",
    value: { coverage: 100, failed: 0 },
    observedAt: new Date(Date.now() - 10 * MINUTE).toISOString(),
    sourceUrl: "https://ci.example.test/run/1",
    sha: SHA,
    ttlSeconds: 86_400,
  };
}

test("what CI pushed proves an item, with who, which commit and which run", async () => {
  const { slug, engineer, push, item } = await arrange();
  expect(await item("PAY-TST-2")).toMatchObject({ state: "no_data", automatic: false });
  await push();
  const proven = await item("PAY-TST-2");
  expect(proven).toMatchObject({ state: "passed", automatic: true });
  expect(proven.checks).toHaveLength(2);
  for (const check of proven.checks)
    expect(check).toMatchObject({
      sha: SHA,
      link: "https://ci.example.test/run/1",
      source: `pushed by ${engineer.actor.label}, test`,
    });
  await expect(attestItem(engineer, { slug, key: "PAY-TST-2", reason: "I looked at it." })).rejects.toMatchObject({
    message: expect.stringContaining("cannot be ticked by hand"),
  });
});

test("the newest observation counts, whichever came in last", async () => {
  const { push, item } = await arrange();
  const at = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();
  await push({ value: { coverage: 100, failed: 2 }, observedAt: at(5) });
  await push({ observedAt: at(8) });
  expect((await item("PAY-TST-2")).state).toBe("failed");
  await push({ observedAt: at(2), environment: "live" });
  expect((await item("PAY-TST-2")).state).toBe("passed");
});

test("the same push again is the same fact, and with another value it is refused", async () => {
  const { id, slug, engineer } = await arrange();
  const same = body(slug);
  const first = await pushFact(engineer, same);
  expect(await pushFact(engineer, { ...same, sha: SHA.toUpperCase() })).toEqual(first);
  await expect(pushFact(engineer, { ...same, value: 1 })).rejects.toMatchObject({ kind: "conflict" });
  expect(await pushFact(engineer, { ...same, environment: "live" })).not.toEqual(first);
  const { rows } = await pool().query("select id from pushed_fact where integration_id = $1", [id]);
  expect(rows).toHaveLength(2);
});

test("a fact that ran out is stale", async () => {
  const { push, item } = await arrange();
  await push({ ttlSeconds: 60 });
  expect((await item("PAY-TST-2")).state).toBe("stale");
});

test("claims and facts that are observed here are refused with a sentence, and nothing is kept", async () => {
  const { id, push } = await arrange();
  for (const key of ["gate.design", "ext.checklist.design", "source.signed"])
    await expect(push({ key })).rejects.toMatchObject({ kind: "precondition_failed" });
  await expect(push({ value: "a\0b" })).rejects.toMatchObject({ kind: "invalid_input" });
  const { rows } = await pool().query("select id from pushed_fact where integration_id = $1", [id]);
  expect(rows).toEqual([]);
});

test("an integration keeps a bounded number of keys", async () => {
  const { workspace, id, push } = await arrange();
  await pool().query(
    `insert into pushed_fact (id, workspace_id, integration_id, environment, key, value, observed_at, expires_at, pushed_by_id, pushed_by_label)
    select gen_random_uuid(), $1, $2, 'test', 'ext.many.k' || n, '1', now() - interval '1 hour', now(), 'x', 'x' from generate_series(1, 200) n`,
    [workspace.id, id],
  );
  await expect(push()).rejects.toMatchObject({ message: expect.stringContaining("200 pushed keys") });
  await push({ key: "ext.many.k7" });
});

test("a stored fact cannot be changed", async () => {
  const { id, push } = await arrange();
  await push();
  const change = pool().query(`update pushed_fact set value = '1' where integration_id = $1`, [id]);
  await expect(change).rejects.toThrow();
});

test("the facts of an integration are what was pushed and what is observed here, for its members alone", async () => {
  const { workspace, slug, push, item } = await arrange();
  await push();
  await item("PAY-TST-2");
  const facts = await listFacts(await workspace.as("viewer"), slug);
  expect(facts.find((fact) => fact.key === "ext.ci.payment_flows")).toMatchObject({
    value: { coverage: 100, failed: 0 },
    environment: "test",
    link: "https://ci.example.test/run/1",
    sha: SHA,
    pushed: true,
  });
  expect(facts.find((fact) => fact.key === "source.signed")).toMatchObject({ value: 0, pushed: false, error: null });
  const stranger = await (await makeWorkspace()).as("admin");
  await expect(listFacts(stranger, slug)).rejects.toMatchObject({ kind: "not_found" });
});

test("whoever made the token that pushed does not approve what rests on it", async () => {
  const { workspace, slug } = await arrange();
  const admin = await workspace.as("admin");
  await pushFact(await tokenOf(admin), body(slug));
  await recheckIntegration(admin, { slug });
  expect((await getGate(admin, { slug, gate: "verification" })).authors).toHaveLength(1);
  expect((await getChecklist(admin, slug)).items.find((row) => row.key === "PAY-TST-2")?.state).toBe("passed");
});

mutationContract(pushFact, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace: TestWorkspace) => body((await makeIntegration(workspace.id, "payment")).slug),
  does: async ({ workspace, value }) => {
    const { rows } = await pool().query("select id, sha from pushed_fact where workspace_id = $1", [workspace.id]);
    expect(rows).toEqual([{ ...(value as { id: string }), sha: SHA }]);
  },
});
