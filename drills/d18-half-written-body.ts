import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { head, openConnections, openRaw } from "./raw-socket.ts";

const EACH = 20;
const SENT = 400;
const ANNOUNCED = 1_000;
/** The body's own limit is 15 s; connections are looked at once a second. */
const FREED_MS = 17_500;

export const d18: Drill = {
  id: "D18",
  title: "bodies that stop half way: FIN, RST and silence",
  run: async (stage) => {
    const { sender, gateway } = stage;
    await stage.addDestination();
    await gateway.start();
    await sender.insist("evt_d18_before");
    const before = openConnections(sender.port);
    // What was written is signed as if it were whole: only the missing bytes speak against it.
    const { headers, body } = sender.sign(JSON.stringify({ id: "evt_half", type: "a.b", pad: "x".repeat(SENT - 42) }));
    const begin = async () => {
      const raw = await openRaw(sender.port);
      raw.socket.write(head(sender.path, { ...headers, "content-length": String(ANNOUNCED) }));
      raw.socket.write(body);
      return raw;
    };
    const all = await Promise.all(Array.from({ length: EACH * 3 }, begin));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [fins, resets, silent] = [all.slice(0, EACH), all.slice(EACH, EACH * 2), all.slice(EACH * 2)];
    for (const { socket } of fins) socket.end();
    for (const { socket } of resets) socket.resetAndDestroy();
    const longest = async (some: typeof all) => Math.max(...(await Promise.all(some.map((raw) => raw.closedAfterMs))));
    const [fin, silence] = [await longest(fins), await longest(silent)];
    expect("a body that ended early closed at once", fin < 3_000, Math.round(fin));
    expect("a silent one cut by the body's time limit", silence < FREED_MS, Math.round(silence));
    const answers = new Set(all.map((raw) => raw.said().slice(9, 12)).filter((status) => status !== ""));
    expect("no 2xx for half a body", ![...answers].some((status) => status.startsWith("2")), [...answers]);
    const freed = () => Number.isNaN(before) || openConnections(sender.port) <= before;
    await eventually("the gateway has no more open connections than before", freed, 3_000);
    const events = await stage.number("select count(*) as n from event");
    expect("only the whole event stored", events === 1, events);
    await sender.insist("evt_d18_after");
    const held = await checkInvariants(stage);
    return `${EACH} each; FIN closed in ${Math.round(fin)} ms, silence cut after ${(silence / 1_000).toFixed(1)} s, answers ${[...answers].join(" ") || "none"}; ${held}`;
  },
};
