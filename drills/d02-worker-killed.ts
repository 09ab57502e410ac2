import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const EVENTS = 40;
const IN_FLIGHT = 10;

export const d2: Drill = {
  id: "D2",
  title: "worker killed with -9 between sending and recording",
  run: async (stage) => {
    const { sink, sender, worker } = stage;
    let hangs = true;
    sink.answer = () => (hangs ? { status: 200, delayMs: 120_000 } : { status: 204 });
    await stage.addDestination(undefined, { maxInflight: IN_FLIGHT });
    await Promise.all([stage.gateway.start(), worker.start()]);
    for (let n = 0; n < EVENTS; n++) await sender.insist(`evt_d2_${n}`);
    await eventually("as many are in the air as may be", () => sink.received.length === IN_FLIGHT, 15_000);
    await worker.kill("SIGKILL");
    hangs = false;
    const killedAt = Date.now();
    await worker.start();
    // The real lease of 30 s and the real sweep; nobody helps.
    await stage.settled(50_000);
    const tookS = Math.round((Date.now() - killedAt) / 1_000);
    const unknown = await stage.number("select count(*) as n from attempt where outcome = 'unknown'");
    expect("one attempt `unknown` for each send in the air", unknown === IN_FLIGHT, unknown);
    expect("each of those delivered once more", sink.received.length === EVENTS + IN_FLIGHT, sink.received.length);
    const held = await checkInvariants(stage);
    return `${unknown} in the air at the kill, all delivered ${tookS} s later; ${held}`;
  },
};
