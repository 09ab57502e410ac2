import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { decideDecision, proposeDecision } from "./decide.ts";
import { insertIntegration } from "./insert-integration.ts";
import { getErrorPolicy, listDecisions, listReviews } from "./record-queries.ts";
import { finishReview, scheduleReview, startReview } from "./review.ts";
import { saveErrorPolicy } from "./save-error-policy.ts";
import { CreateIntegration, ERROR_CLASSES } from "./schema.ts";

const SLUG = "pay";
const LATER = "2099-01-31";
const decision = {
  slug: SLUG,
  topic: "provider",
  title: "Use Stripe",
  context: "We sell subscriptions in the EU.",
  options: ["Stripe", "PayPal"],
  choice: "Stripe",
  rationale: "Its subscription API covers proration and dunning, which we need first.",
};
const classes = Object.fromEntries(ERROR_CLASSES.map((name) => [name, { action: "retry", note: "" }]));

async function arrange(workspace: TestWorkspace) {
  const ctx = await workspace.as("engineer");
  const input = CreateIntegration.parse({ name: "Pay", slug: SLUG, kind: "payment" });
  await withTransaction((tx) => insertIntegration(tx, ctx, input));
  return ctx;
}

mutationContract(proposeDecision, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    await arrange(workspace);
    return decision;
  },
  does: async ({ workspace }) => {
    const [first] = await listDecisions(await workspace.as("viewer"), SLUG);
    expect(first).toMatchObject({ number: 1, status: "proposed", options: ["Stripe", "PayPal"] });
  },
});

mutationContract(decideDecision, {
  allowed: "ops",
  refused: "viewer",
  arrange: async (workspace) => {
    const { id } = await proposeDecision(await arrange(workspace), decision);
    return { decisionId: id, verdict: "accept" };
  },
  does: async ({ workspace }) => {
    const [first] = await listDecisions(await workspace.as("viewer"), SLUG);
    expect(first?.status).toBe("accepted");
  },
});

test("the author cannot accept their own decision", async () => {
  const author = await arrange(await makeWorkspace());
  const { id } = await proposeDecision(author, decision);
  await expect(decideDecision(author, { decisionId: id, verdict: "accept" })).rejects.toMatchObject({
    kind: "forbidden",
  });
});

test("accepting a decision supersedes the earlier one on the same topic, and no record is decided twice", async () => {
  const workspace = await makeWorkspace();
  const author = await arrange(workspace);
  const other = await workspace.as("engineer");
  const first = await proposeDecision(author, decision);
  await decideDecision(other, { decisionId: first.id, verdict: "accept" });
  const second = await proposeDecision(author, { ...decision, choice: "PayPal" });
  await decideDecision(other, { decisionId: second.id, verdict: "accept" });
  expect((await listDecisions(author, SLUG)).map((row) => row.status)).toEqual(["accepted", "superseded"]);
  const again = decideDecision(other, { decisionId: second.id, verdict: "reject" });
  await expect(again).rejects.toMatchObject({ kind: "conflict" });
});

mutationContract(saveErrorPolicy, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    const ctx = await arrange(workspace);
    return { slug: SLUG, classes, baseRevision: (await getErrorPolicy(ctx, SLUG)).revision };
  },
  does: async ({ workspace }) => {
    expect((await getErrorPolicy(await workspace.as("viewer"), SLUG)).undecided).toEqual([]);
  },
});

test("two people who save the error policy at once: the second one is told and overwrites nothing", async () => {
  const workspace = await makeWorkspace();
  const ctx = await arrange(workspace);
  const { revision } = await getErrorPolicy(ctx, SLUG);
  await saveErrorPolicy(ctx, { slug: SLUG, classes, baseRevision: revision });
  const other = saveErrorPolicy(await workspace.as("engineer"), {
    slug: SLUG,
    classes: { ...classes, auth: { action: "alert", note: "" } },
    baseRevision: revision,
  });
  await expect(other).rejects.toMatchObject({ kind: "conflict", details: { revision: revision + 1 } });
  expect((await getErrorPolicy(ctx, SLUG)).classes.auth.action).toBe("retry");
});

mutationContract(scheduleReview, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    await arrange(workspace);
    const reviewer = await workspace.as("ops");
    return { slug: SLUG, scheduledFor: LATER, reviewerId: reviewer.actor.id };
  },
  does: async ({ workspace }) => {
    const [review] = await listReviews(await workspace.as("viewer"), SLUG);
    expect(review).toMatchObject({ state: "scheduled", scheduledFor: LATER, overdue: false });
  },
});

test("nobody schedules a review with themselves, or in the past", async () => {
  const workspace = await makeWorkspace();
  const ctx = await arrange(workspace);
  const reviewer = await workspace.as("ops");
  const own = scheduleReview(ctx, { slug: SLUG, scheduledFor: LATER, reviewerId: ctx.actor.id });
  await expect(own).rejects.toMatchObject({ kind: "invalid_input" });
  const past = scheduleReview(ctx, { slug: SLUG, scheduledFor: "2020-01-01", reviewerId: reviewer.actor.id });
  await expect(past).rejects.toMatchObject({ kind: "invalid_input" });
});

async function arrangeReview(workspace: TestWorkspace) {
  const author = await arrange(workspace);
  const reviewer = await workspace.as("ops");
  const { id } = await scheduleReview(author, { slug: SLUG, scheduledFor: LATER, reviewerId: reviewer.actor.id });
  return { author, reviewId: id };
}
const notes = "Read the scopes and the signatures.";

mutationContract(startReview, {
  allowed: "ops",
  refused: "viewer",
  arrange: async (workspace) => ({ reviewId: (await arrangeReview(workspace)).reviewId }),
  does: async ({ workspace }) => {
    expect((await listReviews(await workspace.as("viewer"), SLUG))[0]?.state).toBe("in_progress");
  },
});

mutationContract(finishReview, {
  allowed: "ops",
  refused: "viewer",
  arrange: async (workspace) => ({ reviewId: (await arrangeReview(workspace)).reviewId, outcome: "passed", notes }),
  does: async ({ workspace }) => {
    const [review] = await listReviews(await workspace.as("viewer"), SLUG);
    expect(review).toMatchObject({ state: "passed", notes });
    const row = await db().review.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row.reviewerId).not.toBe(row.authorId);
  },
});

test("nobody reviews what they asked a review for, and open high findings are no pass", async () => {
  const workspace = await makeWorkspace();
  const { author, reviewId } = await arrangeReview(workspace);
  await expect(startReview(author, { reviewId })).rejects.toMatchObject({ kind: "forbidden" });
  const passed = { reviewId, outcome: "passed", notes };
  await expect(finishReview(author, passed)).rejects.toMatchObject({ kind: "forbidden" });
  const high = finishReview(await workspace.as("ops"), { ...passed, openHighFindings: 1 });
  await expect(high).rejects.toMatchObject({ kind: "invalid_input" });
});
