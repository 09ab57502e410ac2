import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const OTHERS = 60;
const RETRIES = [1, 1, 1];
const TRIES = RETRIES.length + 1;
const POISON = "evt_d30_poison";

type Dead = { external_id: string; reason: string; last_error: string; last_status: number; attempt_count: number };

export const d30: Drill = {
  id: "D30",
  title: "a poison event among good ones of the same source",
  fast: true,
  run: async (stage) => {
    const { sender, sink } = stage;
    const othersAreThrough = Promise.withResolvers<void>();
    let poisoned = 0;
    sink.answer = async ({ body }) => {
      if (!body.includes(POISON)) return { status: 204 };
      // The last answer to it waits for the others: they must not need its end.
      if (++poisoned === TRIES) await othersAreThrough.promise;
      return { status: 500, body: "cannot parse line 7" };
    };
    await stage.addDestination(undefined, { retry: RETRIES, maxInflight: 4 });
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    await sender.insist(POISON);
    for (let n = 0; n < OTHERS; n++) await sender.insist(`evt_d30_${n}`);
    const delivered = () => stage.number("select count(*) as n from delivery_history where state = 4");
    await eventually("the others flow past it", async () => (await delivered()) === OTHERS, 30_000);
    expect("the poison not at its end yet", (await stage.number("select count(*) as n from delivery")) === 1);
    othersAreThrough.resolve();
    await stage.settled(30_000);
    expect("as many tries as the schedule has, and no more", poisoned === TRIES, poisoned);
    const { rows } = await stage.eyes.query<Dead>(`
      select e.external_id, h.reason, h.last_error, h.last_status, h.attempt_count
      from delivery_history h join event e on e.id = h.event_id where h.state = 5 and h.resolution is null`);
    const [dead] = rows;
    expect("one dead letter", rows.length === 1 && dead?.external_id === POISON, rows);
    expect("its reason, its last answer and its tries", dead?.reason === "exhausted" && dead.last_status === 500, dead);
    expect("each try counted", dead?.attempt_count === TRIES, dead);
    const kept = await stage.number(
      "select count(*) as n from attempt where outcome = 'http_5xx' and response_body = 'cannot parse line 7'::bytea",
    );
    expect("each try kept with what was answered", kept === TRIES, kept);
    const again = await stage.number(
      "select count(*) as n from delivery_history where state = 4 and attempt_count <> 1",
    );
    expect("no try spent on a good one", again === 0, again);
    const breaker = await stage.text("select breaker as t from destination_state");
    expect("the breaker closed", breaker === "closed", breaker);
    return `${OTHERS} others delivered at once, the poison dead after ${TRIES} tries (${dead?.reason}, ${dead?.last_error}); ${await checkInvariants(stage)}`;
  },
};
