import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { head, openRaw } from "./raw-socket.ts";

/** Limits are 10 s for the head and 15 s for all; connections are looked at once a second. */
const HEAD_MS = 12_500;
const WHOLE_MS = 17_500;
const RATE = 50;

export const d19: Drill = {
  id: "D19",
  title: "slow loris: a byte a second on 200 sockets",
  run: async (stage, { full }) => {
    const { sender, gateway } = stage;
    await stage.addDestination();
    await gateway.start();
    const each = full ? 1_000 : 100;
    const { headers, body } = sender.sign(JSON.stringify({ id: "evt_loris", type: "a.b" }));
    const begin = (start: string) => async () => {
      const raw = await openRaw(sender.port);
      raw.socket.write(start);
      const drip = setInterval(() => raw.socket.writable && raw.socket.write("x"), 1_000);
      void raw.closedAfterMs.then(() => clearInterval(drip));
      return raw;
    };
    const whole = head(sender.path, { ...headers, "content-length": String(body.length * 1_000) });
    const cutHead = whole.slice(0, -2);
    const [heads, bodies] = await Promise.all(
      [`${cutHead}x-slow: `, whole].map((start) => Promise.all(Array.from({ length: each }, begin(start)))),
    );
    let over = false;
    const load = sender.load("evt_d19", RATE, () => over, 4);
    const longest = async (some = heads) =>
      Math.max(...(await Promise.all((some ?? []).map((raw) => raw.closedAfterMs))));
    const [headMs, bodyMs] = await Promise.all([longest(heads), longest(bodies)]);
    over = true;
    await load;
    expect(`slow heads cut within ${HEAD_MS} ms`, headMs < HEAD_MS, Math.round(headMs));
    expect(`slow bodies cut within ${WHOLE_MS} ms`, bodyMs < WHOLE_MS, Math.round(bodyMs));
    const times = sender.replies.map((reply) => reply.ms).sort((a, b) => a - b);
    const p99 = Math.round(times[Math.floor(times.length * 0.99)] ?? Number.NaN);
    const [sent, stored] = [sender.replies.length + sender.broken, sender.count(202)];
    expect("every ordinary request answered 202 meanwhile", sent === stored && stored > 0, { sent, stored });
    expect("ordinary answers within a second", p99 < 1_000, p99);
    const held = await checkInvariants(stage);
    return `${each * 2} sockets, heads cut after ${(headMs / 1_000).toFixed(1)} s, bodies after ${(bodyMs / 1_000).toFixed(1)} s, ordinary p99 ${p99} ms; ${held}`;
  },
};
