import { setTimeout as wait } from "node:timers/promises";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import type { Part } from "./part.ts";

const RATE = 60;
/** Slow enough that some are always in the air when a worker is told to stop. */
const ANSWER_MS = 400;
const STOPS_MS = 25_000;

/** Answers how long it took; a process that is stopped politely ends by itself and says that all is well. */
async function stopPolitely(part: Part): Promise<number> {
  const startedAt = Date.now();
  await part.kill("SIGTERM");
  const tookMs = Date.now() - startedAt;
  expect("a clean end", part.exitCode === 0, { exitCode: part.exitCode, tookMs, says: part.lastWords() });
  expect(`an end within ${STOPS_MS / 1_000} s`, tookMs <= STOPS_MS, tookMs);
  return tookMs;
}

export const d46: Drill = {
  id: "D46",
  title: "rolling restarts with SIGTERM under load",
  run: async (stage, { full }) => {
    const { sender, sink, gateway } = stage;
    const rounds = full ? 10 : 2;
    sink.answer = () => ({ status: 204, delayMs: ANSWER_MS });
    await stage.addDestination(undefined, { maxInflight: 64 });
    let worker = stage.add("worker");
    await Promise.all([gateway.start(), worker.start()]);
    await stage.isUp(worker);
    let over = false;
    const load = sender.load("evt_d46", RATE, () => over);
    let [slowest, inTheAir] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      if (full) await wait(10_000);
      const next = stage.add("worker");
      await next.start();
      await stage.isUp(next);
      await eventually("some are in the air", () => sink.open > 0, 30_000);
      inTheAir += sink.open;
      slowest = Math.max(slowest, await stopPolitely(worker));
      worker = next;
      // The gateway alone on its port: what comes meanwhile finds nobody, and its sender tries again.
      slowest = Math.max(slowest, await stopPolitely(gateway));
      await gateway.start();
    }
    over = true;
    await load;
    await stage.settled(60_000);
    const lost = await stage.number("select count(*) as n from attempt where outcome <> 'success'");
    expect("no send given up half way", lost === 0, lost);
    const delivered = await stage.number("select count(*) as n from delivery_history where state = 4");
    expect("everything delivered, and nothing of it twice", sink.received.length === delivered, {
      hits: sink.received.length,
      delivered,
    });
    const left = await stage.number("select count(*) as n from process_heartbeat");
    expect("a heartbeat of the gateway and the worker that run, and no other", left === 2, left);
    const held = await checkInvariants(stage);
    return `${rounds} workers and ${rounds} gateways stopped within ${slowest} ms with ${inTheAir} sends in the air, 0 repeats, ${sender.broken} tries of the sender met nobody; ${held}`;
  },
};
