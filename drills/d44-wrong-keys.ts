import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { inheritedEnvironment } from "#lib/env.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { freePort, root } from "./part.ts";
import type { Stage } from "./stage.ts";

const LONGEST_MS = 120_000;
const newKey = () => randomBytes(32).toString("base64");

/** The stage's own key has the id `drill`. */
const KEYS: Readonly<Record<string, () => string | undefined>> = {
  missing: () => undefined,
  "another key under the same id": () => `drill:${newKey()}`,
  "a key that is too short": () => `drill:${randomBytes(16).toString("base64")}`,
  "a key of another id": () => `other:${newKey()}`,
  "no key at all in it": () => "drill",
};
/** Each process that reads what is sealed refuses by itself. They share the parsing: all cases come with `--full` alone. */
const STARTS: readonly { script: string; cases: number }[] = [
  { script: "scripts/start.ts", cases: 3 },
  { script: "processes/gateway/main.ts", cases: 2 },
  { script: "processes/worker/main.ts", cases: 2 },
];

async function tryToStart(script: string, keys: string | undefined, home: string) {
  const { INTERLOCK_KEYS: _, ...rest } = inheritedEnvironment();
  const given = keys === undefined ? {} : { INTERLOCK_KEYS: keys };
  const child = spawn(process.execPath, ["--conditions=react-server", "--disable-warning=DEP0169", script], {
    cwd: root,
    env: { ...rest, ...given, NODE_ENV: "production", INTERLOCK_HOME: home, PORT: String(await freePort()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  return { code, lines: said.trim().split("\n") };
}

/** Every row of every table, the job queue's among them. */
async function everyRow(stage: Stage): Promise<string> {
  const { rows } = await stage.eyes.query<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE' order by 1`);
  const sums = createHash("sha256");
  for (const { name } of rows)
    sums
      .update(name)
      .update(await stage.text(`select md5(string_agg(t::text, E'\\n' order by t::text)) as t from ${name} t`));
  return sums.digest("hex");
}

export const d44: Drill = {
  id: "D44",
  title: "a start with missing, wrong and broken keys",
  fast: true,
  run: async (stage, { full }) => {
    const { sender, gateway, worker, sink } = stage;
    await stage.addDestination();
    await Promise.all([gateway.start(), worker.start()]);
    await sender.insist("evt_d44_before");
    await stage.settled();
    await Promise.all([gateway.kill("SIGTERM"), worker.kill("SIGTERM")]);
    const before = await everyRow(stage);
    let refused = 0;
    for (const { script, cases } of STARTS) {
      const some = Object.entries(KEYS).slice(0, full ? undefined : cases);
      await Promise.all(
        some.map(async ([what, keys]) => {
          const home = join(stage.home, `refused-${refused}-${randomBytes(4).toString("hex")}`);
          const given = keys();
          const { code, lines } = await tryToStart(script, given, home);
          const said = lines.join("\n");
          const row = { script, what, code, lines };
          expect("exit code 1", code === 1, row);
          expect("one line that names the variable", lines.length === 1 && said.includes("INTERLOCK_KEYS"), row);
          const secret = given?.split(":")[1];
          expect("the key itself not in it", secret === undefined || !said.includes(secret), row);
          expect("no key made in its home", !existsSync(join(home, "keys")), row);
          refused++;
        }),
      );
      expect("nothing changed in the database", (await everyRow(stage)) === before, script);
    }
    await Promise.all([gateway.start(), worker.start()]);
    await sender.insist("evt_d44_after");
    await stage.settled();
    expect("the right key works as before", sink.received.length === 2, sink.received.length);
    return `${refused} starts refused with one line and exit code 1, no row changed; ${await checkInvariants(stage)}`;
  },
};
