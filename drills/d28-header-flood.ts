import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { head, openRaw } from "./raw-socket.ts";

export const d28: Drill = {
  id: "D28",
  title: "10,000 headers, and one header of 64 kB",
  fast: true,
  run: async (stage) => {
    const { sender, gateway } = stage;
    await stage.addDestination();
    await gateway.start();
    const { headers, body } = sender.sign(JSON.stringify({ id: "evt_flood", type: "a.b" }));
    const plain = { ...headers, "content-length": String(body.length) };
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, "a"]));
    const floods: Record<string, Record<string, string>> = {
      "10,000 headers": { ...plain, ...many },
      "one of 64 kB": { ...plain, "x-long": "a".repeat(65_536) },
      "one name of 64 kB": { ...plain, ["a".repeat(65_536)]: "1" },
    };
    const answers: Record<string, string> = {};
    for (const [name, flood] of Object.entries(floods)) {
      const raw = await openRaw(sender.port);
      raw.socket.write(head(sender.path, flood));
      raw.socket.write(body);
      await raw.closedAfterMs;
      answers[name] = raw.said().slice(9, 12);
    }
    expect(
      "431 for each",
      Object.values(answers).every((status) => status === "431"),
      answers,
    );
    await sender.insist("evt_d28_after");
    const events = await stage.number("select count(*) as n from event");
    expect("nothing of a flood stored", events === 1 && gateway.alive, events);
    return `${Object.keys(answers).length} × 431; ${await checkInvariants(stage)}`;
  },
};
