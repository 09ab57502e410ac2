import { stripeEvent } from "#lib/testing/signed-requests.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const TIMES = 1_000;
const CONNECTIONS = 50;

export const d14: Drill = {
  id: "D14",
  title: "the same event 1,000 times over 50 connections",
  fast: true,
  run: async (stage) => {
    const { sender, sink } = stage;
    await stage.addDestination();
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    const signed = sender.sign(stripeEvent("evt_d14"));
    let left = TIMES;
    const lane = async () => {
      while (left-- > 0) await sender.send("evt_d14", signed);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, lane));
    const [first, again] = [sender.count(202), sender.count(200)];
    expect("one 202 and 999 times 200", first === 1 && again === TIMES - 1, { first, again, broken: sender.broken });
    expect("the same event id in each answer", new Set(sender.replies.map((reply) => reply.eventId)).size === 1);
    const counted = await stage.number("select duplicates as n from event_dedupe where external_id = 'evt_d14'");
    expect("every repeat counted", counted === TIMES - 1, counted);
    await stage.settled();
    expect("one delivery at the sink", sink.received.length === 1, sink.received.length);
    return `1 × 202, ${again} × 200 with its id; ${await checkInvariants(stage)}`;
  },
};
