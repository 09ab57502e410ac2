import { setTimeout as wait } from "node:timers/promises";
import { stripeEvent } from "#lib/testing/signed-requests.ts";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { Gate } from "./gate.ts";
import type { Stage } from "./stage.ts";

/** Two destinations that were down: one is kept back by its own limits, the other by nothing but the reserve. */
const HERD = {
  limited: { maxInflight: 20, ratePerS: 300 },
  wide: { maxInflight: 64 },
} as const;
type Name = keyof typeof HERD;
const NAMES = Object.keys(HERD) as Name[];
/** Half of a worker's 64 slots. */
const SHARE = 32;
const CALM = 24;
/** Longer than a look of the breaker and a claim take: what may go has gone by then. */
const LOOK_MS = 700;

async function pileUp({ sender }: Stage, events: number): Promise<void> {
  let n = 0;
  const lane = async () => {
    while (n < events) await sender.insist(`evt_d32_${n++}`);
  };
  await Promise.all(Array.from({ length: 48 }, lane));
}

/** Sent to where nothing is wrong, while the herd holds all that it may hold. */
async function sendCalm({ sender }: Stage): Promise<void> {
  const events = Array.from({ length: CALM }, (_, n) => `evt_d32_calm_${n}`);
  const sent = events.map((id) => sender.send(id, sender.sign(stripeEvent(id, "calm.paid"))));
  for (const reply of await Promise.all(sent)) expect("202 for new traffic", reply?.status === 202, reply);
}

export const d32: Drill = {
  id: "D32",
  title: "thundering herd: two destinations come back to a large backlog",
  run: async (stage, { full }) => {
    const { sink, eyes } = stage;
    const events = full ? 25_000 : 2_500;
    const gates = { limited: new Gate(), wide: new Gate() };
    let down = true;
    sink.answer = async ({ path }) => {
      if (path === "/calm") return { status: 204 };
      if (down) return { status: 503 };
      await gates[path === "/wide" ? "wide" : "limited"].pass();
      return { status: 204 };
    };
    const retry = [1, 1, 1, 1, 1, 1, 1, 1];
    for (const name of NAMES)
      await stage.addDestination(`${sink.url}/${name}`, { name, retry, eventTypes: ["invoice.*"], ...HERD[name] });
    await stage.addDestination(`${sink.url}/calm`, { name: "calm", eventTypes: ["calm.*"] });
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    await pileUp(stage, events);
    const open = () => stage.number("select count(*) as n from destination_state where breaker <> 'closed'");
    await eventually("both breakers are open", async () => (await open()) === NAMES.length, 20_000);
    const pending = await stage.number("select count(*) as n from delivery");
    expect("the whole backlog still there", pending === events * NAMES.length, pending);

    for (const name of NAMES) gates[name].close();
    down = false;
    await eyes.query("update destination_state set breaker = 'open', probes = 0, open_until = now() where recovering");
    for (const step of [1, 2, 4]) {
      const both = () => NAMES.every((name) => gates[name].waiting >= step);
      await eventually(`${step} in the air at each`, both, 20_000);
      await wait(LOOK_MS);
      const seen = NAMES.map((name) => gates[name].waiting);
      expect(`${step} in the air at each while it ramps up, no more`, seen.join() === `${step},${step}`, seen);
      for (const name of NAMES) gates[name].letGo();
    }
    for (const name of NAMES) gates[name].open();
    const limited =
      "select count(*) as n from destination_state where breaker <> 'closed' or (probes > 0 and probes < 32)";
    await eventually("both ramped up", async () => (await stage.number(limited)) === 0, 20_000);

    for (const name of NAMES) gates[name].close();
    const held = () => gates.limited.waiting + gates.wide.waiting;
    await eventually("the herd holds all that it may", () => held() >= SHARE, 20_000);
    await sendCalm(stage);
    const calm = () => sink.received.filter(({ path }) => path === "/calm").length;
    await eventually("new traffic flows while the herd holds on", () => calm() === CALM, 8_000);
    expect("the herd with half of the slots, no more", held() === SHARE, held());
    for (const name of NAMES) gates[name].open();

    await stage.settled(full ? 300_000 : 60_000);
    const most = Math.max(gates.limited.most, 0);
    expect("never more in flight than the destination allows", most <= HERD.limited.maxInflight, most);
    const peak = await stage.number(`
      select max(n) as n from (select count(*) over (order by a.at range between current row and '1 second' following) as n
        from attempt a join destination d on d.id = a.destination_id where d.name = 'limited' and a.outcome = 'success') x`);
    // A bucket that was full lets one second's worth through at once; what was claimed may leave a little later.
    const allowed = HERD.limited.ratePerS * 2 + SHARE;
    expect("never faster than the destination allows", peak <= allowed, peak);
    const ill = await stage.number(
      "select count(*) as n from destination_state where breaker <> 'closed' or recovering",
    );
    expect("both closed and caught up", ill === 0, ill);
    const dead = await stage.number("select count(*) as n from delivery_history where state <> 4");
    expect("everything delivered", dead === 0, dead);
    return `${pending} pending, 1 → 2 → 4 probes, then ${most} in flight of ${HERD.limited.maxInflight} and ${peak} a second at most, ${CALM} new ones past a herd of ${SHARE}; ${await checkInvariants(stage)}`;
  },
};
