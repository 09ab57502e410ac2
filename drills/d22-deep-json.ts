import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const DEPTH = 200_000;

export const d22: Drill = {
  id: "D22",
  title: "JSON nested 200,000 deep",
  fast: true,
  run: async (stage) => {
    const { sender, gateway, worker } = stage;
    await stage.addDestination();
    await Promise.all([gateway.start(), worker.start()]);
    const shapes: [string, string, string][] = [
      ["evt_d22_arrays", "[".repeat(DEPTH), "]".repeat(DEPTH)],
      ["evt_d22_objects", `${'{"a":'.repeat(DEPTH / 2)}1`, "}".repeat(DEPTH / 2)],
      ["evt_d22_unclosed", "[".repeat(DEPTH), ""],
    ];
    const statuses: (number | undefined)[] = [];
    for (const [id, open, close] of shapes) {
      const reply = await sender.send(id, sender.sign(`{"id":"${id}","type":"deep.thing","data":${open}${close}}`));
      statuses.push(reply?.status);
    }
    const [arrays, objects, unclosed] = statuses;
    expect("202 for deep arrays and objects", arrays === 202 && objects === 202, statuses);
    // Signed bytes that are no JSON have no id inside: refused or kept under their hash, as the preset says.
    expect("an answer for what never closes", unclosed === 202 || unclosed === 400, statuses);
    await sender.insist("evt_d22_after");
    await stage.settled();
    expect("the gateway and the worker alive", gateway.alive && worker.alive);
    const held = await checkInvariants(stage);
    return `answers ${statuses.join(" ")}, delivered byte-identical; ${held}`;
  },
};
