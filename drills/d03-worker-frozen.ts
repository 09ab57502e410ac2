import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const LEASE_SECONDS = 6;
const IN_FLIGHT = 10;
const EVENTS = 30;

const FENCED = /^icr_fence_rejections_total\{[^}]*\} (\d+)$/m;

export const d3: Drill = {
  id: "D3",
  title: "worker frozen with STOP past its lease, a second one takes over",
  fast: true,
  run: async (stage) => {
    const { sink, sender } = stage;
    const thaw = Promise.withResolvers<void>();
    // What the frozen worker will read when it goes on: half of it says "delivered", half of it "try again".
    sink.answer = async (_, nth) => {
      if (nth > IN_FLIGHT) return { status: 204 };
      await thaw.promise;
      return { status: nth % 2 === 0 ? 200 : 500 };
    };
    await stage.addDestination(undefined, { maxInflight: IN_FLIGHT });
    await stage.gateway.start();
    const frozen = await stage.addShortLeaseWorker(LEASE_SECONDS);
    for (let n = 0; n < EVENTS; n++) await sender.insist(`evt_d3_${n}`);
    await eventually("as many are in the air as may be", () => sink.received.length === IN_FLIGHT, 20_000);
    frozen.part.signal("SIGSTOP");
    const leased = () => stage.number("select count(*) as n from delivery where state = 1 and lease_until > now()");
    await eventually("its leases have run out", async () => (await leased()) === 0, 20_000);
    const second = await stage.addShortLeaseWorker(LEASE_SECONDS);
    await stage.settled(40_000);
    const unknown = await stage.number("select count(*) as n from attempt where outcome = 'unknown'");
    expect("one attempt `unknown` for each send that was frozen", unknown === IN_FLIGHT, unknown);
    expect("each of those delivered once more", sink.received.length === EVENTS + IN_FLIGHT, sink.received.length);

    const ends = () => stage.text("select string_agg(h::text, E'\\n' order by id) as t from delivery_history h");
    const tries = () => stage.text("select string_agg(a::text, E'\\n' order by id) as t from attempt a");
    const before = [await ends(), await tries()];
    thaw.resolve();
    frozen.part.signal("SIGCONT");
    const fenced = async () => Number(FENCED.exec(await frozen.metrics())?.[1] ?? 0);
    await eventually("each late result meets the fence", async () => (await fenced()) === IN_FLIGHT, 30_000);
    const after = [await ends(), await tries()];
    expect("no end and no attempt changed by a late result", before.join() === after.join());
    expect("nothing sent again", (await stage.number("select count(*) as n from delivery")) === 0);

    await second.part.kill("SIGKILL");
    await sender.insist("evt_d3_after");
    await stage.settled(40_000);
    const held = await checkInvariants(stage);
    return `${unknown} taken over, ${await fenced()} late results refused, the thawed worker delivers again; ${held}`;
  },
};
