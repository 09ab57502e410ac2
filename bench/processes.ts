import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { GATEWAY_FLAGS } from "../processes/gateway/flags.ts";
import type { LoadPlan, LoadResult } from "./send-load.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function start(args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return child;
}

/** The product's own process, as the supervisor starts it. */
export function startGateway(port: number, url: string): ChildProcess {
  return start([...GATEWAY_FLAGS, "--conditions=react-server", "processes/gateway/main.ts"], {
    GATEWAY_PORT: String(port),
    DATABASE_URL: url,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  });
}

export function startWorker(url: string): ChildProcess {
  return start(["--conditions=react-server", "--disable-warning=ExperimentalWarning", "processes/worker/main.ts"], {
    DATABASE_URL: url,
    EGRESS_ALLOW_CIDRS: "127.0.0.0/8",
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  });
}

/** Up when it says so in the database; on a busy machine that takes a while. */
export async function beating(pool: pg.Pool, child: ChildProcess): Promise<void> {
  for (;;) {
    const { rows } = await pool.query("select 1 from process_heartbeat where id like $1", [`%:${child.pid}`]);
    if (rows.length > 0) return;
    if (child.exitCode !== null) throw new Error("A process of the product ended before it was up.");
    await wait(100);
  }
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

export async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await wait(100);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}

/** Runs the sender and answers with what it counted. `during` is called when the last answer has come. */
export function load(plan: LoadPlan, during?: () => void): Promise<LoadResult> {
  const child = spawn(process.execPath, [join(root, "bench/send-load.ts"), JSON.stringify(plan)], { cwd: root });
  let text = "";
  child.stderr.pipe(process.stderr);
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    if (text.includes("\n")) during?.();
  });
  return new Promise((resolve, reject) => {
    child.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`The sender ended with ${code}.`)),
    );
  });
}
