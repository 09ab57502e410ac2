import { stripeEvent } from "#lib/testing/signed-requests.ts";
import { eventually } from "#lib/testing/sink.ts";
import { type ChaosProxy, STAGES, startChaosProxy, type Stage as Where } from "./chaos-proxy.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import type { Stage } from "./stage.ts";

const EVENTS = 8;
const BREAKS = 3;
/** Larger than what one segment carries, so that a request has a middle. */
const BODY_BYTES = 100_000;
const BEFORE_THE_REQUEST_IS_COMPLETE: readonly Where[] = ["accept", "request"];

type Tries = { name: Where; tries: number; failed: number; outcomes: string; began: number };

/** Each stage has a destination of its own; the path tells the sink which one. */
async function addDestinations(stage: Stage, sinkPort: number): Promise<Map<Where, ChaosProxy>> {
  const proxies = new Map<Where, ChaosProxy>();
  for (const where of Object.keys(STAGES) as Where[]) {
    const proxy = await startChaosProxy(sinkPort, where, BREAKS);
    proxies.set(where, proxy);
    await stage.addDestination(`${proxy.url}/${where}`, { name: where, retry: [1, 1, 1, 1, 1], maxInflight: 2 });
  }
  return proxies;
}

export const d39: Drill = {
  id: "D39",
  title: "connections that break at each stage of an exchange",
  fast: true,
  run: async (stage) => {
    const { sender, sink } = stage;
    sink.answer = () => ({ status: 200, body: "r".repeat(8_000) });
    const proxies = await addDestinations(stage, Number(new URL(sink.url).port));
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    for (let n = 0; n < EVENTS; n++) {
      const body = stripeEvent(`evt_d39_${n}`, "invoice.paid", { note: "x".repeat(BODY_BYTES) });
      const reply = await sender.send(`evt_d39_${n}`, sender.sign(body));
      expect("202 for a large event", reply?.status === 202, reply);
    }
    await stage.settled(60_000);
    const { rows } = await stage.eyes.query<Tries>(`
      select d.name, count(*)::int as tries, count(*) filter (where a.outcome <> 'success')::int as failed,
        count(*) filter (where a.outcome <> 'success' and a.status is not null)::int as began,
        string_agg(distinct a.outcome, ' ' order by a.outcome) as outcomes
      from attempt a join destination d on d.id = a.destination_id group by d.name`);
    const delivered = await stage.number("select count(*) as n from delivery_history where state = 4");
    expect("everything delivered in the end", delivered === EVENTS * proxies.size, delivered);
    for (const { name, tries, failed, outcomes, began } of rows) {
      const broken = proxies.get(name)?.broken;
      const hits = sink.received.filter(({ path }) => path === `/${name}`).length;
      const row = { name, tries, failed, broken, outcomes, began, hits };
      expect(`the connections broken ${STAGES[name]}`, broken === BREAKS, row);
      expect("only resets, and one success an event", /^(connect )?(reset )?success$/.test(outcomes), row);
      expect("an attempt for each break, and no other failure", tries === EVENTS + failed && failed <= BREAKS, row);
      // Before the request is whole nobody has acted on it: trying again repeats nothing.
      const arrived = BEFORE_THE_REQUEST_IS_COMPLETE.includes(name) || name === "reused" ? EVENTS : EVENTS + BREAKS;
      expect("a repeat at the sink only where the request had arrived", hits === arrived, row);
      if (name !== "accept") expect("every break noticed", failed === BREAKS, row);
    }
    await eventually("every slot is free again", () => sink.open === 0, 5_000);
    const held = await checkInvariants(stage);
    for (const proxy of proxies.values()) proxy.close();
    const began = rows.reduce((sum, row) => sum + row.began, 0);
    const failed = rows.reduce((sum, row) => sum + row.failed, 0);
    return `${rows.length} stages, ${failed} broken tries (${began} with a status already), all delivered; ${held}`;
  },
};
