import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { newId, randomToken } from "#lib/core/id.ts";
import { closeDatabase, db, openDatabase } from "#lib/db/client.ts";
import { startEmbeddedPostgres } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { evaluateFlag, type FlagSetting } from "#lib/flags/evaluate.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FLAGS = 50;

export type FlagsBench = { eval_per_s: number; ofrep_rps: number; ofrep_p99_ms: number; ofrep_refused: number };

/** The pure evaluation alone, one core. */
function evaluationsPerSecond(ms: number): number {
  const flags: FlagSetting[] = Array.from({ length: FLAGS }, (_, index) => ({
    key: `flag.${index}`,
    type: "release",
    enabled: index % 2 === 0,
    revision: 1,
    strategies: [],
  }));
  const context = { targetingKey: "user-1" };
  let done = 0;
  let on = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < ms)
    for (const flag of flags) {
      done++;
      if (evaluateFlag(flag, context).value) on++;
    }
  if (on * 2 !== done) throw new Error("Half of the flags are on; the evaluation says otherwise.");
  return Math.round((done / (performance.now() - startedAt)) * 1_000);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}

async function seedFlags(): Promise<string> {
  const { id: workspaceId } = await makeWorkspace();
  for (let index = 0; index < FLAGS; index++)
    await db().flag.create({
      data: {
        id: newId(),
        workspaceId,
        key: `flag.${index}`,
        type: "release",
        environments: { create: [{ workspaceId, environment: "live", enabled: true }] },
      },
    });
  const token = randomToken("ilkf_");
  const tokenHash = createHash("sha256").update(token).digest();
  const scope = { scope: "flags", environment: "live", role: "viewer" } as const;
  await db().apiToken.create({ data: { id: newId(), workspaceId, name: "bench", lastFour: "", tokenHash, ...scope } });
  return token;
}

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await wait(100);
  }
  throw new Error("The gateway did not start.");
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** Closed loop: each connection asks again as soon as it was answered. */
async function load(origin: string, token: string, seconds: number, connections: number) {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify({ context: { targetingKey: "user-1" } });
  const path = "/ofrep/v1/evaluate/flags/flag.1";
  const took: number[] = [];
  let others = 0;
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const ask = async () => {
    while (performance.now() < until) {
      const sentAt = performance.now();
      const answer = await pool.request({ path, method: "POST", headers, body });
      await answer.body.dump();
      if (answer.statusCode === 200) took.push(performance.now() - sentAt);
      else others++;
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  const elapsed = (performance.now() - startedAt) / 1_000;
  await pool.close();
  took.sort((a, b) => a - b);
  return {
    ofrep_rps: Math.round(took.length / elapsed),
    ofrep_p99_ms: Math.round((took[Math.floor(took.length * 0.99)] ?? 0) * 10) / 10,
    // Over the limit of one token the product answers 429: that is no evaluation, and counted apart.
    ofrep_refused: others,
  };
}

/** A real gateway process over a real database; single evaluations over keep-alive connections. */
export async function benchFlags({ seconds = 5, connections = 64 } = {}): Promise<FlagsBench> {
  const eval_per_s = evaluationsPerSecond(1_000);
  const home = mkdtempSync(join(tmpdir(), "interlock-bench-"));
  const postgres = await startEmbeddedPostgres(home);
  process.env["DATABASE_URL"] = postgres.url;
  process.env["INTERLOCK_KEYS"] ??= `bench:${Buffer.alloc(32, 3).toString("base64")}`;
  let gateway: ChildProcess | undefined;
  try {
    await migrate(postgres.url, join(root, "prisma/migrations"));
    openDatabase("cli");
    const token = await seedFlags();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    gateway = spawn(process.execPath, ["--conditions=react-server", join(root, "processes/gateway/main.ts")], {
      env: { ...process.env, GATEWAY_PORT: String(port), LOG_LEVEL: "error" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    await untilUp(url);
    return { eval_per_s, ...(await load(url, token, seconds, connections)) };
  } finally {
    if (gateway !== undefined) await stop(gateway);
    await closeDatabase();
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchFlags(), null, 2)}\n`);
