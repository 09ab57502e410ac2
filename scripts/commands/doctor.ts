import { statfs } from "node:fs/promises";
import { countByKey } from "#lib/crypto/rotate.ts";
import { pool } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { readReadiness } from "#lib/reports/readiness.ts";

type Check = { name: string; run: () => Promise<string> };

const CHECKS: Check[] = [
  {
    name: "database",
    run: async () =>
      (await pool().query<{ version: string }>("select version()")).rows[0]?.version.split(" on ")[0] ?? "no answer",
  },
  {
    name: "processes",
    run: async () => {
      const { ready, parts } = await readReadiness(process.cwd());
      const problems = Object.entries(parts).filter(([, state]) => state !== "ok");
      if (!ready) throw new Error(problems.map(([part, state]) => `${part} ${state}`).join("; "));
      return "gateway and worker were seen in the last 15 s";
    },
  },
  {
    name: "partitions",
    run: async () => {
      const { rows } = await pool().query<{ days: number }>(
        "select count(*)::int as days from pg_inherits where inhparent = 'event'::regclass and inhrelid::regclass::text > 'event_' || to_char(now() at time zone 'UTC', 'YYYYMMDD')",
      );
      if ((rows[0]?.days ?? 0) < 2)
        throw new Error(`only ${rows[0]?.days ?? 0} days ahead; the worker makes them, is it running?`);
      return `${rows[0]?.days} days ahead`;
    },
  },
  {
    name: "clock",
    run: async () => {
      const { rows } = await pool().query<{ now: Date }>("select clock_timestamp() as now");
      const skew = Math.abs(Date.now() - (rows[0]?.now.getTime() ?? 0));
      if (skew > 30_000)
        throw new Error(
          `this machine and the database differ by ${Math.round(skew / 1000)} s; signatures will be refused`,
        );
      return `${skew} ms from the database`;
    },
  },
  {
    name: "keys",
    run: async () =>
      Object.entries(await countByKey())
        .map(([kid, count]) => `${kid}: ${count}`)
        .join(", "),
  },
  {
    name: "disk",
    run: async () => {
      const { bavail, bsize } = await statfs(env().INTERLOCK_HOME);
      const gigabytes = (bavail * bsize) / 1e9;
      if (gigabytes < 1) throw new Error(`${gigabytes.toFixed(2)} GB free for ${env().INTERLOCK_HOME}`);
      return `${gigabytes.toFixed(0)} GB free`;
    },
  },
];

/** Looks at what usually goes wrong; one line a check, exit 1 when one of them fails. */
export async function doctor(): Promise<number> {
  let failed = 0;
  for (const { name, run } of CHECKS) {
    try {
      process.stdout.write(`ok    ${name.padEnd(12)}${await run()}\n`);
    } catch (error) {
      failed++;
      process.stdout.write(`FAIL  ${name.padEnd(12)}${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return failed === 0 ? 0 : 1;
}
