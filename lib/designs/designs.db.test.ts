import { expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { insertIntegration } from "#lib/integrations/insert-integration.ts";
import { CreateIntegration } from "#lib/integrations/schema.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { insertDocument } from "./insert-document.ts";
import { getDesign, getDesignDiff, getDesignMarkdown, listVersions } from "./queries.ts";
import { restoreVersion } from "./restore-version.ts";
import { reviewSection } from "./review-section.ts";
import { saveSection } from "./save-section.ts";

const SLUG = "pay";
const TEXT = "We sell subscriptions to shops in the European Union and bill them monthly.";

async function arrange(workspace: TestWorkspace): Promise<Ctx> {
  const ctx = await workspace.as("engineer");
  const input = CreateIntegration.parse({ name: "Pay", slug: SLUG, kind: "payment" });
  await withTransaction(async (tx) => {
    const { id } = await insertIntegration(tx, ctx, input);
    await insertDocument(tx, ctx, { id, kind: "payment" });
  });
  return ctx;
}

const save = (ctx: Ctx, body: string, baseRevision = 1, key = "context") =>
  saveSection(ctx, { slug: SLUG, key, body, baseRevision });
const section = async (ctx: Ctx, key: string) =>
  (await getDesign(ctx, SLUG)).sections.find((candidate) => candidate.key === key);

mutationContract(saveSection, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    await arrange(workspace);
    return { slug: SLUG, key: "context", body: TEXT, baseRevision: 1 };
  },
  does: async ({ workspace }) => {
    expect(await section(await workspace.as("viewer"), "context")).toMatchObject({
      body: TEXT,
      revision: 2,
      state: "filled",
    });
  },
});

mutationContract(reviewSection, {
  allowed: "ops",
  refused: "viewer",
  arrange: async (workspace) => {
    const { contentHash } = await save(await arrange(workspace), TEXT);
    return { slug: SLUG, key: "context", contentHash };
  },
  does: async ({ workspace }) => {
    expect(await section(await workspace.as("viewer"), "context")).toMatchObject({ state: "reviewed" });
  },
});

mutationContract(restoreVersion, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    const author = await arrange(workspace);
    await save(author, TEXT);
    await save(await workspace.as("engineer"), "Somebody else replaced all of it with this other text.", 2);
    return { slug: SLUG, number: 1, baseRevision: 3 };
  },
  does: async ({ workspace }) => {
    const viewer = await workspace.as("viewer");
    expect((await section(viewer, "context"))?.body).toBe(TEXT);
    expect((await listVersions(viewer, SLUG)).map((version) => version.note)).toEqual(["Restored version 1", "", ""]);
  },
});

test("a stale autosave is refused with who changed it, when, and their text, and changes nothing", async () => {
  const workspace = await makeWorkspace();
  const mine = await arrange(workspace);
  const theirs = await workspace.as("engineer");
  await save(theirs, TEXT);
  const refused = await save(mine, "What I typed meanwhile, which must not be lost or win.").catch(
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({
    kind: "conflict",
    details: { revision: 2, body: TEXT, by: expect.stringContaining("engineer-"), at: expect.any(String) },
  });
  expect((await section(mine, "context"))?.body).toBe(TEXT);
});

test("of two saves at the same moment one wins and the other is told", async () => {
  const workspace = await makeWorkspace();
  const a = await arrange(workspace);
  const b = await workspace.as("engineer");
  const results = await Promise.allSettled([save(a, `${TEXT} A`), save(b, `${TEXT} B`)]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await section(a, "context"))?.revision).toBe(2);
});

test("two people who write different sections at once never conflict, and both texts stay in the newest version", async () => {
  const workspace = await makeWorkspace();
  const a = await arrange(workspace);
  const b = await workspace.as("engineer");
  await Promise.all([
    save(a, TEXT),
    save(b, "Billing runs on our own service; nothing else talks to banks.", 1, "landscape"),
  ]);
  const { revision, sections } = await getDesign(a, SLUG);
  expect(revision).toBe(3);
  expect(sections.filter((candidate) => candidate.state === "filled")).toHaveLength(2);
  expect((await getDesignMarkdown(a, SLUG)).text).toContain("nothing else talks to banks");
});

test("saving the same text again is not a change", async () => {
  const workspace = await makeWorkspace();
  const ctx = await arrange(workspace);
  await save(ctx, TEXT);
  expect(await save(ctx, TEXT, 1)).toMatchObject({ revision: 2 });
  expect(await db().auditEntry.count({ where: { workspaceId: workspace.id, action: "design.save_section" } })).toBe(1);
});

test("autosaves of one person within ten minutes share a version; later or by others they start a new one", async () => {
  const workspace = await makeWorkspace();
  const ctx = await arrange(workspace);
  let now = new Date("2027-01-01T12:00:00Z");
  const at = { ...ctx, now: () => now };
  await save(at, `${TEXT} 1`);
  now = new Date("2027-01-01T12:09:00Z");
  await save(at, `${TEXT} 2`, 2);
  expect(await listVersions(ctx, SLUG)).toHaveLength(1);
  now = new Date("2027-01-01T12:11:00Z");
  await save(at, `${TEXT} 3`, 3);
  await save({ ...(await workspace.as("engineer")), now: () => now }, `${TEXT} 4`, 4);
  expect((await listVersions(ctx, SLUG)).map((version) => version.number)).toEqual([3, 2, 1]);
  const diff = await getDesignDiff(ctx, SLUG, 1, 3);
  expect(diff.sections).toEqual([
    {
      key: "context",
      title: "Context",
      lines: [
        { kind: "removed", left: 1, right: null, text: `${TEXT} 2` },
        { kind: "added", left: null, right: 1, text: `${TEXT} 4` },
      ],
    },
  ]);
});

test("nobody approves what they wrote, or a text they have not read", async () => {
  const workspace = await makeWorkspace();
  const author = await arrange(workspace);
  const { contentHash } = await save(author, TEXT);
  const input = { slug: SLUG, key: "context", contentHash };
  await expect(reviewSection(author, input)).rejects.toMatchObject({ kind: "forbidden" });
  await save(author, `${TEXT} And yearly.`, 2);
  await expect(reviewSection(await workspace.as("ops"), input)).rejects.toMatchObject({ kind: "conflict" });
});

test("an approval ends with the next change of the text", async () => {
  const workspace = await makeWorkspace();
  const author = await arrange(workspace);
  const { contentHash } = await save(author, TEXT);
  await reviewSection(await workspace.as("ops"), { slug: SLUG, key: "context", contentHash });
  expect((await section(author, "context"))?.state).toBe("reviewed");
  await save(author, `${TEXT} And yearly.`, 2);
  expect((await section(author, "context"))?.state).toBe("filled");
});

test("a section of placeholders is not filled and cannot be approved", async () => {
  const workspace = await makeWorkspace();
  const author = await arrange(workspace);
  const { contentHash } = await save(
    author,
    "TBD\n\nTODO\n\n- idem\n\n…\n\nsame as above\n\nlorem ipsum dolor sit amet",
  );
  expect((await section(author, "context"))?.state).toBe("started");
  const refused = reviewSection(await workspace.as("ops"), { slug: SLUG, key: "context", contentHash });
  await expect(refused).rejects.toMatchObject({ kind: "precondition_failed" });
});

test("currencies and regions are checked, and a field that the outline does not know is refused", async () => {
  const ctx = await arrange(await makeWorkspace());
  const fields = { currencies: ["EUR", "EUX"], regions: ["DE", "XQ"], colour: "blue" };
  const refused = saveSection(ctx, { slug: SLUG, key: "payment.currencies", body: "", fields, baseRevision: 1 });
  await expect(refused).rejects.toMatchObject({
    kind: "invalid_input",
    fields: {
      currencies: [expect.stringContaining("EUX")],
      regions: [expect.stringContaining("XQ")],
      colour: [expect.any(String)],
    },
  });
});

test("the document leaves as Markdown under its own name, with every section", async () => {
  const ctx = await arrange(await makeWorkspace());
  const fields = { currencies: ["EUR", "USD"], regions: ["DE"] };
  await saveSection(ctx, { slug: SLUG, key: "payment.currencies", body: "Dollars later.", fields, baseRevision: 1 });
  const { name, text } = await getDesignMarkdown(ctx, SLUG);
  expect(name).toBe("PAYMENT-DESIGN.md");
  expect(text).toContain("**Currencies:** EUR, USD");
  expect(text).toContain("<!-- id:payment.refunds_disputes -->");
});
