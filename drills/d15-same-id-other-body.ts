import { createHash } from "node:crypto";
import { stripeEvent } from "#lib/testing/signed-requests.ts";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const LATER = 20;
const RACES = 20;
const BODIES_A_RACE = 8;

const shaOf = (body: Buffer) => createHash("sha256").update(body).digest("hex");

export const d15: Drill = {
  id: "D15",
  title: "the same id with another body, later and in the same moment",
  fast: true,
  run: async (stage) => {
    const { sender, sink } = stage;
    await stage.addDestination();
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    const refused = new Set<string>();
    const send = async (id: string, variant: number) => {
      const signed = sender.sign(stripeEvent(id, "invoice.paid", { variant }));
      const status = (await sender.send(id, signed))?.status;
      if (status === 409) refused.add(shaOf(signed.body));
      return status;
    };
    for (let n = 0; n < LATER; n++) {
      const id = `evt_d15_later_${n}`;
      const answers = [await send(id, 0), await send(id, 1), await send(id, 0)];
      expect(
        "202 for the first, 409 for another body, 200 for the first again",
        answers.join() === "202,409,200",
        answers,
      );
    }
    for (let n = 0; n < RACES; n++) {
      const id = `evt_d15_race_${n}`;
      const answers = await Promise.all(Array.from({ length: BODIES_A_RACE }, (_, variant) => send(id, variant)));
      const won = answers.filter((status) => status === 202).length;
      const lost = answers.filter((status) => status === 409).length;
      expect("one body to win each race, 409 for the others", won === 1 && lost === BODIES_A_RACE - 1, answers);
    }
    const wanted = LATER + RACES * (BODIES_A_RACE - 1);
    const counted = await stage.number("select sum(conflicts) as n from event_dedupe");
    expect("every conflict counted on its claim", counted === wanted, { counted, wanted });
    const kept = () => stage.number("select count(*) as n from quarantine where reason = 'conflict'");
    // Fifty a minute are kept, so that a provider gone mad cannot fill the disk; the drill may touch two minutes.
    await eventually("the refused bodies in the quarantine", async () => (await kept()) >= 50, 10_000);
    const { rows } = await stage.eyes.query<{ sha: string; known: boolean }>(
      `select encode(sha256(q.body), 'hex') as sha, exists (select from event e where q.detail like '%' || e.id || '%') as known
       from quarantine q where q.reason = 'conflict'`,
    );
    const right = rows.every(({ sha, known }) => known && refused.has(sha));
    expect("each kept with its own bytes and the event that it met", right, rows[0]);
    await stage.settled();
    expect("only first bodies at the sink", sink.received.length === LATER + RACES, sink.received.length);
    expect("no refused body at the sink", !sink.received.some(({ sha }) => refused.has(sha)));
    return `${wanted} × 409, ${rows.length} of them in the quarantine, the first bytes kept; ${await checkInvariants(stage)}`;
  },
};
