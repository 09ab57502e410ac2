import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import type { Part } from "./part.ts";
import { readReady } from "./read-ready.ts";
import type { Stage } from "./stage.ts";

const DOWN_MS = 4_000;

async function restart(stage: Stage): Promise<void> {
  await stage.stopPostgres();
  await wait(DOWN_MS);
  await stage.startPostgresAgain();
}

/** As a standby that is being promoted: it answers, and takes no write. */
async function readOnly(stage: Stage, full: boolean): Promise<void> {
  const set = async (word: "on" | "off") => {
    const client = await stage.eyes.connect();
    try {
      await client.query("set default_transaction_read_only = off");
      await client.query(`alter system set default_transaction_read_only = ${word}`);
      await client.query("select pg_reload_conf()");
    } finally {
      client.release(true);
    }
  };
  await set("on");
  await wait(full ? 20_000 : DOWN_MS * 2);
  await set("off");
}

/** Log lines of one second and one kind, at the most: an outage may not fill the disk. */
function loudest({ logFile }: Part): { event: string; second: string; lines: number } {
  const counts = new Map<string, number>();
  for (const line of readFileSync(logFile, "utf8").split("\n")) {
    if (!line.startsWith("{")) continue;
    const { time, event } = JSON.parse(line) as { time: string; event?: string };
    const key = `${event ?? "none"}|${time.slice(0, 19)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [key, lines] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? ["none|", 0];
  const [event = "none", second = ""] = key.split("|");
  return { event, second, lines };
}

export const d5: Drill = {
  id: "D5",
  title: "Postgres restarted, then read-only as in a failover, under load",
  run: async (stage, { full }) => {
    const { sender, gateway, worker } = stage;
    await stage.addDestination(undefined, { maxInflight: 64 });
    await Promise.all([gateway.start(), worker.start()]);
    const pids = [gateway.pid, worker.pid].join();
    let over = false;
    const load = sender.load("evt_d5", 200, () => over);
    await stage.listening();
    await wait(500);
    for (const fault of [restart, readOnly]) {
      const refusedBefore = sender.count(503);
      await fault(stage, full);
      const upAt = Date.now();
      expect("refusals meanwhile", sender.count(503) > refusedBefore);
      const storedAgain = () => sender.replies.some((reply) => reply.status === 202 && reply.at > upAt);
      await eventually("the gateway stores again", storedAgain, 20_000);
      await eventually("and says so", async () => (await readReady(sender.port)).ready, 20_000);
      await stage.listening();
    }
    over = true;
    await load;
    expect("the same gateway and worker, alive", gateway.alive && worker.alive);
    expect("neither started anew", pids === [gateway.pid, worker.pid].join());
    const others = sender.replies.filter(({ status, retryAfter }) =>
      status === 503 ? !(Number(retryAfter) > 0) : status !== 202 && status !== 200,
    );
    expect("nothing but 2xx, and 503 with Retry-After", others.length === 0 && sender.broken === 0, others[0]);
    await stage.settled(60_000);
    const loud = [loudest(gateway), loudest(worker)].sort((a, b) => b.lines - a.lines)[0];
    expect("no kind of log line more than a few times a second", (loud?.lines ?? 0) <= 5, loud);
    const held = await checkInvariants(stage);
    return `${sender.count(503)} × 503, at most ${loud?.lines} lines a second of one kind (${loud?.event}); ${held}`;
  },
};
