import { setTimeout as wait } from "node:timers/promises";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const DOWN_MS = 3_000;
/** Two seconds are promised; the rest is what a busy machine adds. */
const ANSWER_MS = 2_500;

export const d4: Drill = {
  id: "D4",
  title: "Postgres killed with -9 under load",
  run: async (stage, { full }) => {
    const kills = full ? 5 : 1;
    const { sender, gateway, worker } = stage;
    await stage.addDestination(undefined, { maxInflight: 64 });
    await Promise.all([gateway.start(), worker.start()]);
    // One that is still starting has nothing to fall back on and ends; the supervisor starts it again.
    await stage.listening();
    const pids = [gateway.pid, worker.pid];
    let over = false;
    const load = sender.load("evt_d4", 400, () => over);
    let recoveredMs = 0;
    for (let kill = 0; kill < kills; kill++) {
      await wait(1_500);
      process.kill(stage.postmasterPid, "SIGKILL");
      await wait(DOWN_MS);
      await stage.startPostgresAgain();
      const upAt = Date.now();
      const storedAgain = () => sender.replies.some((reply) => reply.status === 202 && reply.at > upAt);
      await eventually("the gateway stores again", storedAgain, 10_000);
      recoveredMs = Math.max(recoveredMs, Date.now() - upAt);
    }
    await wait(1_000);
    over = true;
    await load;
    const refused = sender.replies.filter((reply) => reply.status === 503);
    expect("refusals while Postgres was down", refused.length > 0);
    expect(
      "Retry-After on every 503",
      refused.every((reply) => Number(reply.retryAfter) > 0),
    );
    const slowest = Math.round(Math.max(...sender.replies.map((reply) => reply.ms)));
    expect(`no answer later than ${ANSWER_MS} ms`, slowest <= ANSWER_MS && sender.broken === 0, {
      slowest,
      broken: sender.broken,
    });
    expect(
      "the same gateway and worker, alive",
      gateway.alive && worker.alive && [gateway.pid, worker.pid].join() === pids.join(),
    );
    await stage.settled(45_000);
    const held = await checkInvariants(stage);
    return `${refused.length} × 503, slowest answer ${slowest} ms, stores again ${recoveredMs} ms after Postgres; ${held}`;
  },
};
