import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { redactText } from "#lib/log/redact.ts";

export type ChildPlan = { name: string; args: string[]; env: Record<string, string>; logFile: string; drainMs: number };

/** One process of the product: started again when it crashes, told to drain when we stop. */
export class Child {
  private readonly plan: ChildPlan;
  private readonly say: (line: string) => void;
  private process: ChildProcess | undefined;
  private stopping = false;
  private crashes: number[] = [];

  constructor(plan: ChildPlan, say: (line: string) => void) {
    this.plan = plan;
    this.say = say;
  }

  start(): void {
    const { name, args, env, logFile } = this.plan;
    const log = createWriteStream(logFile, { flags: "a", mode: 0o600 });
    log.on("error", () => undefined); // A full disk must not stop traffic; the lines are lost, the process is not.
    const child = spawn(process.execPath, args, {
      env: { ...env, NODE_ENV: env["NODE_ENV"] === "development" ? "development" : "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.on("data", (chunk: Buffer) => {
      // A framework prints its own errors, whole; ours are redacted where they are made.
      const text = redactText(chunk.toString());
      log.write(text);
      this.say(`${name}: ${text.trimEnd()}`);
    });
    child.on("close", (code, signal) => {
      log.end();
      if (this.stopping) return;
      this.crashes = [...this.crashes.filter((at) => Date.now() - at < 60_000), Date.now()];
      const delay = Math.min(10_000, 250 * 2 ** Math.min(this.crashes.length, 6));
      this.say(
        `${name} ended (${signal ?? code}); starting it again in ${(delay / 1000).toFixed(1)} s. Its log: ${logFile}`,
      );
      setTimeout(() => {
        if (!this.stopping) this.start();
      }, delay);
    });
    this.process = child;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    child.kill("SIGTERM");
    const drained = await Promise.race([ended.then(() => true), wait(this.plan.drainMs, false, { ref: false })]);
    if (!drained) {
      this.say(`${this.plan.name} did not drain within ${this.plan.drainMs / 1000} s; ending it.`);
      child.kill("SIGKILL");
      await ended;
    }
  }
}
