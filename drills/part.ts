import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inheritedEnvironment } from "#lib/env.ts";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/**
 * Below the ports that the system gives to callers: a caller of a dead server there could meet itself. Taken by chance,
 * because nobody listens until the drill starts its gateway: two runs at once would both find the same one free.
 */
const PORTS = { from: 20_000, count: 10_000 };

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = PORTS.from + randomInt(PORTS.count);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error(`No port from ${PORTS.from} on is free.`);
}

/** One process of the product, started as the supervisor starts it, killed as nobody should. */
export class Part {
  private child: ChildProcess | undefined;
  private readonly name: "gateway" | "worker";
  private readonly home: string;
  private readonly ready: string | undefined;
  private readonly main: readonly string[];

  constructor(
    name: "gateway" | "worker",
    home: string,
    ready: string | undefined,
    main: readonly string[] = [`processes/${name}/main.ts`],
  ) {
    this.name = name;
    this.home = home;
    this.ready = ready;
    this.main = main;
  }

  get logFile(): string {
    return join(this.home, `${this.name}.log`);
  }

  async start(): Promise<void> {
    const log = openSync(this.logFile, "a", 0o600);
    this.child = spawn(process.execPath, ["--conditions=react-server", ...this.main], {
      cwd: root,
      env: { ...inheritedEnvironment(), NODE_ENV: "production" },
      stdio: ["ignore", log, log],
    });
    if (this.ready !== undefined) await this.answers(this.ready);
  }

  private async answers(url: string): Promise<void> {
    for (let tries = 0; tries < 900; tries++) {
      if (!this.alive) throw new Error(`The ${this.name} ended at its start: ${this.lastWords()}`);
      const response = await fetch(url).catch(() => undefined);
      await response?.arrayBuffer();
      if (response?.ok === true) return;
      await wait(50);
    }
    throw new Error(`The ${this.name} was not ready within 45 s: ${this.lastWords()}`);
  }

  lastWords(): string {
    return readFileSync(this.logFile, "utf8").slice(-500);
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get alive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Null while it runs, and after a signal that it did not handle. */
  get exitCode(): number | null {
    return this.child?.exitCode ?? null;
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.alive) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  /** SIGSTOP and SIGCONT: frozen, and going on as if no time had passed. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.child?.kill(signal);
  }

  /** Resident memory in MiB; NaN where the system does not tell. */
  memory(): number {
    try {
      const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.pid}/status`, "utf8"));
      return Math.round(Number(line?.[1]) / 1_024);
    } catch {
      return Number.NaN;
    }
  }
}
