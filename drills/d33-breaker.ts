import { setTimeout as wait } from "node:timers/promises";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const EVENTS = 60;
const IN_FLIGHT = 5;
const MIN_SAMPLES = 10;
/** What had left before it opened may still arrive. */
const MOST_BEFORE_OPEN = MIN_SAMPLES + IN_FLIGHT * 3;

export const d33: Drill = {
  id: "D33",
  title: "a failing destination: its breaker opens, the open time costs no attempt",
  run: async (stage) => {
    const { sender, sink } = stage;
    let fails = true;
    sink.answer = () => ({ status: fails ? 500 : 204 });
    // Retries fall due again and again while it is open.
    await stage.addDestination(undefined, { retry: [1, 1, 1, 1, 1], maxInflight: IN_FLIGHT });
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    for (let n = 0; n < EVENTS; n++) await sender.insist(`evt_d33_${n}`);
    const breaker = (word: string) =>
      stage.number("select count(*) as n from destination_state where breaker = $1", [word]);
    await eventually("the breaker is open", async () => (await breaker("open")) === 1, 15_000);
    await wait(1_000);
    const hitsAtOpen = sink.received.length;
    const used = () => stage.number("select coalesce(sum(attempt_count), 0) as n from delivery");
    const usedAtOpen = await used();
    expect(
      "enough samples before it opened, and no more than were on their way",
      hitsAtOpen >= MIN_SAMPLES && hitsAtOpen <= MOST_BEFORE_OPEN,
      hitsAtOpen,
    );
    const openMs =
      1_000 * (await stage.number("select extract(epoch from open_until - now()) as n from destination_state"));
    await wait(openMs - 1_500);
    expect("no hit while it is open", sink.received.length === hitsAtOpen, sink.received.length - hitsAtOpen);
    expect("no attempt used while it is open", (await used()) === usedAtOpen, { usedAtOpen, now: await used() });
    fails = false;
    await stage.settled(20_000);
    await eventually("the breaker is closed again", async () => (await breaker("closed")) === 1, 5_000);
    const dead = await stage.number("select count(*) as n from delivery_history where state <> 4");
    expect("everything delivered in the end", dead === 0, dead);
    const { rows } = await stage.eyes.query<{ to: string }>('select "to" from breaker_transition order by at, id');
    const path = rows.map((row) => row.to).join(" → ");
    expect("open, half open, closed", path === "open → half_open → closed", path);
    return `opened after ${hitsAtOpen} failures, ${Math.round(openMs / 1_000)} s open with 0 hits and 0 attempts, then ${path}; ${await checkInvariants(stage)}`;
  },
};
