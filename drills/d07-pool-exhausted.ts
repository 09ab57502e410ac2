import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { closeDatabase, databaseUrl } from "#lib/db/client.ts";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { readReady } from "./read-ready.ts";
import type { Stage } from "./stage.ts";

const RATE = 200;
const FAULT_MS = 6_000;
/** Beyond what this machine takes at that moment to answer a question that needs no database. */
const P99_MS = 3_000;

/** Requests at a steady rate, whether the ones before were answered or not. */
async function load(stage: Stage, prefix: string, isOver: () => boolean): Promise<string[]> {
  const ids: string[] = [];
  const sent: Promise<unknown>[] = [];
  const startedAt = performance.now();
  while (!isOver()) {
    const due = ((performance.now() - startedAt) / 1_000) * RATE;
    for (; ids.length < due; sent.push(stage.sender.send(ids.at(-1) ?? ""))) ids.push(`${prefix}_${ids.length}`);
    await wait(10);
  }
  await Promise.all(sent);
  return ids;
}

function p99(ms: readonly number[]): number {
  const sorted = [...ms].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN);
}

/** How long the machine takes for nothing, asked as steadily: a busy one must not be blamed on the pool. */
async function timeLiveness(port: number, isOver: () => boolean): Promise<number> {
  const asked: Promise<number>[] = [];
  const ask = async () => {
    const startedAt = performance.now();
    await (await fetch(`http://127.0.0.1:${port}/healthz`)).arrayBuffer();
    return performance.now() - startedAt;
  };
  const startedAt = performance.now();
  while (!isOver()) {
    // What a stall kept from being asked is asked after it, as the load does.
    const due = (performance.now() - startedAt) / 20;
    while (asked.length < due) asked.push(ask());
    await wait(10);
  }
  return p99(await Promise.all(asked));
}

/** Every query that the gateway has for its connections waits behind this lock, until its own time limit. */
async function holdQueries(stage: Stage): Promise<() => Promise<void>> {
  const lock = await stage.eyes.connect();
  await lock.query("begin; lock table source, event_dedupe, process_heartbeat in access exclusive mode");
  return async () => {
    await lock.query("rollback");
    lock.release();
  };
}

/** Postgres has no connection left, and the gateway lost those that it had. */
async function takeConnections(stage: Stage): Promise<() => Promise<void>> {
  const taken: pg.Client[] = [];
  // An idle connection of the drill's own would fall free in the middle of it.
  await closeDatabase();
  stage.gateway.signal("SIGSTOP");
  await stage.number(`select count(pg_terminate_backend(pid, 5000)) as n from pg_stat_activity
    where application_name like 'interlock-gateway%'`);
  for (let full = false; !full; ) {
    const client = new pg.Client({ connectionString: databaseUrl() });
    client.on("error", () => undefined);
    try {
      await client.connect();
      taken.push(client);
    } catch {
      full = true;
    }
  }
  for (const client of taken) client.query("select pg_sleep(600)").catch(() => undefined);
  stage.gateway.signal("SIGCONT");
  return async () => {
    await stage.number(`select count(pg_terminate_backend(pid, 5000)) as n from pg_stat_activity
      where query = 'select pg_sleep(600)'`);
  };
}

const FAULTS = { "queries that hang": holdQueries, "no connection left": takeConnections };

export const d7: Drill = {
  id: "D7",
  title: "the gateway's pool exhausted: by queries that hang, and by a full Postgres",
  run: async (stage) => {
    const { sender, gateway } = stage;
    sender.open(RATE * 4);
    await stage.addDestination(undefined, { maxInflight: 64 });
    await gateway.start();
    await sender.insist("evt_d7_before");
    const said: string[] = [];
    const ids: string[] = [];
    for (const [name, inject] of Object.entries(FAULTS)) {
      const from = sender.replies.length;
      const end = await inject(stage);
      let over = false;
      const loading = load(stage, `evt_d7_${ids.length}`, () => over);
      const timing = timeLiveness(sender.port, () => over);
      const startedAt = Date.now();
      await eventually(`health says degraded with ${name}`, async () => !(await readReady(sender.port)).ready, 15_000);
      const { alive, reason } = await readReady(sender.port);
      expect("a live process that says why it is not ready", alive && reason !== "", { alive, reason });
      await wait(Math.max(0, FAULT_MS - (Date.now() - startedAt)));
      over = true;
      ids.push(...(await loading));
      const replies = sender.replies.slice(from);
      await end();
      const refused = replies.filter(({ status, retryAfter }) => status === 503 && Number(retryAfter) > 0).length;
      const others = replies.filter(({ status }) => status !== 503);
      expect(`503 with Retry-After for each, with ${name}`, others.length === 0 && refused === replies.length, {
        refused,
        of: replies.length,
        other: others[0],
      });
      const slow = { p99: p99(replies.map(({ ms }) => ms)), machine: await timing, broken: sender.broken };
      expect(`a p99 below ${P99_MS} ms with ${name}`, slow.p99 - slow.machine < P99_MS && slow.broken === 0, slow);
      said.push(`${name}: ${refused} × 503, p99 ${slow.p99} ms (liveness ${slow.machine} ms), "${reason}"`);
      await sender.insist(`evt_d7_after_${ids.length}`);
      await eventually("health says ready again", async () => (await readReady(sender.port)).ready, 15_000);
    }
    expect("the same gateway, alive", gateway.alive);
    const again = ids.filter((id) => !sender.acked.has(id));
    const lane = async () => {
      for (let id = again.pop(); id !== undefined; id = again.pop()) await sender.insist(id);
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    await stage.worker.start();
    await stage.settled(60_000);
    return `${said.join("; ")}; ${await checkInvariants(stage)}`;
  },
};
