import { z } from "zod";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { mutation, parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { watchersChanged } from "./_private.ts";
import { deliverMessage, testPayload } from "./deliver.ts";
import { TestChannel } from "./schema.ts";
import { loadChannel } from "./write-channel.ts";

export type ChannelTest = { id: string; outcome: string; detail: string };

const RecordChannelTest = z.strictObject({ id: z.uuid(), outcome: z.string().max(40), detail: z.string().max(400) });

/** Keeps how a test ended. Only `testChannel` calls it, after a real send. */
export const recordChannelTest = mutation({
  name: "channel.test",
  permission: "alerts:write",
  input: RecordChannelTest,
  async run({ ctx, tx, input }) {
    const channel = await loadChannel(tx, ctx, input.id);
    const { outcome, detail } = input;
    await tx.channel.update({
      where: { id: channel.id },
      data: { lastTestAt: ctx.now(), lastTestOutcome: outcome, lastTestDetail: detail },
    });
    await watchersChanged(tx, ctx, null);
    return {
      value: { id: channel.id, outcome, detail },
      audit: { entityType: "channel", entityId: channel.id, label: channel.name, after: { outcome, detail } },
    };
  },
});

/** Sends for real, outside any transaction, then keeps the outcome. A failed test is an answer, not an error. */
export async function testChannel(ctx: Ctx, raw: unknown): Promise<ChannelTest> {
  const { id } = parseInput(TestChannel, raw);
  authorize(ctx, "alerts:write");
  const channel = await loadChannel(db(), ctx, id);
  const at = ctx.now();
  const outcome = await deliverMessage(channel, {
    id: `msg_${newId()}`,
    payload: testPayload(channel, at, env().PUBLIC_URL),
    at,
    alertId: null,
    episode: 1,
    transition: "test",
  });
  return recordChannelTest(ctx, {
    id,
    outcome: outcome.ok ? "delivered" : outcome.error,
    detail: outcome.detail.slice(0, 400),
  });
}
