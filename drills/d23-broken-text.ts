import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

/** Each is valid to some provider and poison to some database. Every body has an id that can be kept. */
const BODIES: Readonly<Record<string, (id: string) => string>> = {
  nul: (id) => `{"id":"${id}","type":"a.b","name":"one\\u0000two"}`,
  lone_surrogate: (id) => `{"id":"${id}","type":"a.b","name":"\\ud800"}`,
  reversed_pair: (id) => `{"id":"${id}","type":"a.b","name":"\\udc00\\ud800"}`,
  nul_in_type: (id) => `{"id":"${id}","type":"a\\u0000b"}`,
  surrogate_in_type: (id) => `{"id":"${id}","type":"a.\\ud800"}`,
  odd_spaces: (id) => ` \r\n\t{ "id" : "${id}" ,\n"type":"a.b" } \n`,
  twice_the_same_key: (id) => `{"id":"${id}","id":"${id}","z":1,"a":2,"a":3}`,
  byte_order_mark: (id) => `\ufeff{"id":"${id}","type":"a.b"}`,
};
/** An id that no row could hold as it is. */
const BAD_IDS = ["evt\\u0000nul", "evt\\ud800lone"];

export const d23: Drill = {
  id: "D23",
  title: "NUL, lone surrogates and other text that databases refuse",
  fast: true,
  run: async (stage) => {
    const { sender, sink } = stage;
    await stage.addDestination();
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    const statuses: Record<string, number | undefined> = {};
    for (const [name, body] of Object.entries(BODIES)) {
      const id = `evt_d23_${name}`;
      statuses[name] = (await sender.send(id, sender.sign(body(id))))?.status;
    }
    const stored = Object.values(statuses).every((status) => status === 202);
    expect("202 for each body", stored, statuses);
    const bad: (number | undefined)[] = [];
    for (const id of BAD_IDS) {
      const signed = sender.sign(`{"id":"${id}","type":"a.b"}`);
      bad.push((await sender.send(JSON.parse(`"${id}"`) as string, signed))?.status);
    }
    // Neither 503, which would make the provider send it for ever, nor 500.
    expect(
      "400 for ids that cannot be kept as they are",
      bad.every((status) => status === 400),
      bad,
    );
    await sender.insist("evt_d23_after");
    await stage.settled();
    expect("each at the sink", sink.received.length >= Object.keys(BODIES).length + 1, sink.received.length);
    const held = await checkInvariants(stage);
    return `${Object.keys(BODIES).length} bodies delivered byte-identical, bad ids answered ${bad.join(" ")}; ${held}`;
  },
};
