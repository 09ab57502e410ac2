import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { stripeEvent } from "#lib/testing/signed-requests.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { openConnections } from "./raw-socket.ts";
import type { Reply } from "./sender.ts";
import type { Stage } from "./stage.ts";

const WANTED = 10_000;
/** What the gateway takes before it says 503. */
const MOST_WAITING = 5_000;
const WAITING = /^icr_ingest_waiting (\d+)$/m;

/** As many as this machine lets a process open. */
function connections(): number {
  try {
    const limit = /Max open files\s+\S+\s+(\d+)/.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return Math.min(WANTED, Number(limit ?? WANTED) - 500);
  } catch {
    return WANTED;
  }
}

/** The most requests that waited for their commit, and the most connections, looked at again and again. */
function watchGateway(port: number) {
  const most = { waiting: 0, open: 0 };
  let over = false;
  const look = async () => {
    while (!over) {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text().catch(() => "");
      most.waiting = Math.max(most.waiting, Number(WAITING.exec(text)?.[1] ?? 0));
      most.open = Math.max(most.open, openConnections(port));
      await wait(100);
    }
  };
  const looking = look().catch(() => undefined);
  return async () => {
    over = true;
    await looking;
    return most;
  };
}

/** All of them at once, each on a connection of its own. */
function wave(stage: Stage, name: string, size: number): Promise<(Reply | undefined)[]> {
  const { sender } = stage;
  const signed = Array.from({ length: size }, (_, n) => sender.sign(stripeEvent(`evt_d29_${name}_${n}`)));
  return Promise.all(signed.map((one, n) => sender.send(`evt_d29_${name}_${n}`, one)));
}

export const d29: Drill = {
  id: "D29",
  title: "10,000 requests at once over connections that stay open",
  run: async (stage, { full }) => {
    const { sender, gateway } = stage;
    const size = connections();
    sender.open(size);
    await stage.addDestination(undefined, { maxInflight: 64 });
    await gateway.start();
    await sender.insist("evt_d29_before");
    const look = watchGateway(sender.port);
    const names = ["stuck", ...Array.from({ length: full ? 5 : 1 }, (_, n) => `wave_${n}`)];
    // No commit can end while the first wave is there: whatever the machine, all of it is too much.
    const lock = await stage.eyes.connect();
    await lock.query("begin; lock table event_dedupe in access exclusive mode");
    const stuck = await wave(stage, "stuck", size);
    await lock.query("rollback");
    lock.release();
    for (const name of names.slice(1)) await wave(stage, name, size);
    const memory = gateway.memory();
    const most = await look();

    const others = stuck.filter((reply) => reply !== undefined && reply.status !== 503);
    expect("503 for each while nothing can be stored", others.length === 0 && stuck.some(Boolean), others.slice(0, 3));
    const strange = sender.replies.filter(({ status, retryAfter }) =>
      status === 503 ? !(Number(retryAfter) > 0) : status !== 202 && status !== 200,
    );
    expect("nothing but 2xx, and 503 with Retry-After", strange.length === 0, strange.slice(0, 3));
    expect("no more waiting than may", most.waiting <= MOST_WAITING, most);
    expect("the gateway alive", gateway.alive);
    const refused = sender.count(503);
    // As a provider does: what got no 2xx comes again.
    const ids = names.flatMap((name) => Array.from({ length: size }, (_, n) => `evt_d29_${name}_${n}`));
    const again = ids.filter((id) => !sender.acked.has(id));
    const lane = async () => {
      for (let id = again.pop(); id !== undefined; id = again.pop()) await sender.insist(id);
    };
    await Promise.all(Array.from({ length: 64 }, lane));
    expect("each id acknowledged in the end", sender.acked.size === ids.length + 1, sender.acked.size);
    const held = await checkInvariants(stage);
    return `${most.open} connections, ${refused} × 503 with Retry-After, at most ${most.waiting} waiting, ${sender.broken} broken, gateway ${memory} MiB; ${held}`;
  },
};
