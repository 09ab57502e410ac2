import { setTimeout as wait } from "node:timers/promises";
import { withTransaction } from "#lib/db/tx.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { readReady } from "./read-ready.ts";

const TERMINATE = `
select count(pg_terminate_backend(pid)) as n from pg_stat_activity
where backend_type = 'client backend' and pid <> pg_backend_pid()`;
const JOBS_DONE = "select count(*) as n from jobs.job where name = 'audit.verify' and state = 'completed'";

export const d6: Drill = {
  id: "D6",
  title: "every database connection terminated, again and again, under load",
  fast: true,
  run: async (stage, { full }) => {
    const rounds = full ? 30 : 6;
    const { sender, gateway, worker } = stage;
    await stage.addDestination(undefined, { maxInflight: 64 });
    await Promise.all([gateway.start(), worker.start()]);
    const pids = [gateway.pid, worker.pid].join();
    await stage.listening();
    let over = false;
    const load = sender.load("evt_d6", 300, () => over);
    let terminated = 0;
    for (let round = 0; round < rounds; round++) {
      await wait(500);
      terminated += await stage.number(TERMINATE);
    }
    await wait(500);
    over = true;
    await load;
    expect("connections to terminate each time", terminated >= rounds * 3, terminated);
    expect(
      "the same gateway and worker, alive",
      gateway.alive && worker.alive && pids === [gateway.pid, worker.pid].join(),
    );
    const others = sender.replies.filter(({ status }) => status !== 202 && status !== 200 && status !== 503);
    expect(
      "no answer but 2xx and 503, and no broken connection",
      others.length === 0 && sender.broken === 0,
      others[0],
    );
    await stage.settled(60_000);
    await stage.listening();
    const done = await stage.number(JOBS_DONE);
    await withTransaction((tx) => enqueue(tx, "audit.verify", {}));
    await eventually("jobs run again", async () => (await stage.number(JOBS_DONE)) > done, 60_000);
    await eventually("the gateway says that it is ready", async () => (await readReady(sender.port)).ready, 15_000);
    await sender.insist("evt_d6_after");
    await stage.settled();
    const held = await checkInvariants(stage);
    return `${terminated} connections terminated in ${rounds} rounds, ${sender.count(503)} × 503; ${held}`;
  },
};
