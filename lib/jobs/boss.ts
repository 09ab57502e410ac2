import "server-only";
import { type ConstructorOptions, PgBoss } from "pg-boss";
import { AppError, WORKER_BEHAVIOUR } from "#lib/core/errors.ts";
import { databaseUrl, makePool, pool } from "#lib/db/client.ts";
import { type Log, makeLogger } from "#lib/log/logger.ts";
import { JOB_NAMES, JOBS, type JobName, type JobPayload } from "./catalogue.ts";

const SCHEMA = "jobs";
type IDatabase = NonNullable<ConstructorOptions["db"]>;
type JobRow = { id: string; data: unknown };
export type Handlers = { [Name in JobName]?: (payload: JobPayload<Name>, jobId: string) => Promise<void> };

function overPool(): IDatabase {
  return {
    // As pg answers: a text of several statements gives a list of results, and pg-boss reads it so.
    executeSql: (text, values) => pool().query(text, values),
  };
}

/** Every queue asks twice a second: when the database is away, one line a second says it. */
function complainTo(log: Log): (error: Error) => void {
  let loggedAt = 0;
  return (error) => {
    if (Date.now() - loggedAt < 1_000) return;
    loggedAt = Date.now();
    log.warn({ event: "jobs.error", err: error }, "The job queue reported an error.");
  };
}

let sending: Promise<PgBoss> | undefined;

/** For processes that only send: shares the process' pool, runs no maintenance and never migrates. */
export function sender(): Promise<PgBoss> {
  sending ??= (async () => {
    const boss = new PgBoss({ db: overPool(), schema: SCHEMA, migrate: false, supervise: false, schedule: false });
    boss.on("error", complainTo(makeLogger("jobs")));
    return boss.start();
  })();
  sending.catch(() => {
    sending = undefined;
  });
  return sending;
}

export async function closeSender(): Promise<void> {
  const boss = await sending?.catch(() => undefined);
  sending = undefined;
  await boss?.stop({ graceful: false });
}

/** Makes pg-boss' tables, the queues and the schedules. Run once before the processes start, by whoever migrates. */
export async function prepareJobs(url: string = databaseUrl()): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: SCHEMA, max: 2, supervise: false, schedule: true });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    for (const name of JOB_NAMES) {
      const { policy, retryLimit, expireInSeconds } = JOBS[name];
      const options = { retryLimit, expireInSeconds, retryBackoff: true, heartbeatSeconds: 30 };
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, { policy, ...options });
      else await boss.updateQueue(name, options);
      const rules = JOBS[name];
      // An update without `tz` would set it back silently: always pass it.
      if ("cron" in rules) await boss.schedule(name, rules.cron, {}, { tz: "UTC" });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The worker's side: supervises, ticks schedules and runs the handlers. */
export async function startWorker(handlers: Handlers, log = makeLogger("worker")): Promise<PgBoss> {
  const own = makePool("worker", databaseUrl(), 4);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => own.query(text, values) },
    schema: SCHEMA,
    migrate: false,
  });
  boss.on("error", complainTo(log));
  boss.on("stopped", () => void own.end().catch(() => undefined));
  await boss.start();
  for (const name of JOB_NAMES) {
    const handle = handlers[name] as ((payload: unknown, jobId: string) => Promise<void>) | undefined;
    // That every job of the catalogue has one is checked by a guard; a job without waits in its queue.
    if (handle === undefined) continue;
    const schema = JOBS[name].payload;
    await boss.work(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (jobs: JobRow[]) => {
      for (const job of jobs) await runJob(name, () => handle(schema.parse(job.data ?? {}), job.id), log);
    });
  }
  return boss;
}

/** A refusal that trying again cannot change ends the job; what somebody else did already is done. */
async function runJob(name: JobName, run: () => Promise<void>, log: Log): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof AppError) || WORKER_BEHAVIOUR[error.kind] === "retry") throw error;
    log.warn(
      { event: "job.ended", job: name, kind: error.kind, reason: error.message },
      "A job ended without its work; trying again would not help.",
    );
  }
}
