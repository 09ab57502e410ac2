import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import type { Ctx } from "#lib/core/ctx.ts";
import { openDatabase } from "#lib/db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/db/embedded.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { eventually, type Sink, startSink } from "#lib/testing/sink.ts";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { createRoute } from "#lib/webhooks/write-route.ts";
import { prepareDatabase } from "#processes/supervisor/prepare.ts";
import { freePort, Part, root } from "./part.ts";
import { Sender } from "./sender.ts";

type DestinationOptions = {
  name?: string;
  retry?: number[];
  timeoutMs?: number;
  maxInflight?: number;
  ratePerS?: number;
  eventTypes?: string[];
};

/** A whole small Interlock: its own Postgres, the real gateway and worker as processes, a sender and a sink with journals. */
export class Stage {
  readonly home: string;
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly sink: Sink;
  readonly sender: Sender;
  readonly gateway: Part;
  readonly worker: Part;
  /** The drill's own eyes: it must see the database also when the product's pools are in trouble. */
  readonly eyes: pg.Pool;
  private postgres: EmbeddedPostgres;
  /** An admin of the drill's workspace. */
  readonly ctx: Ctx;
  private readonly more: Part[] = [];
  /** One a source; what each had acknowledged must be stored. */
  readonly senders: Sender[] = [];

  private constructor(
    parts: Pick<
      Stage,
      "home" | "workspaceId" | "sourceId" | "sink" | "sender" | "gateway" | "worker" | "eyes" | "ctx"
    > & {
      postgres: EmbeddedPostgres;
    },
  ) {
    this.home = parts.home;
    this.workspaceId = parts.workspaceId;
    this.sourceId = parts.sourceId;
    this.sink = parts.sink;
    this.sender = parts.sender;
    this.gateway = parts.gateway;
    this.worker = parts.worker;
    this.eyes = parts.eyes;
    this.postgres = parts.postgres;
    this.ctx = parts.ctx;
    this.senders.push(parts.sender);
  }

  /** Nothing runs yet but Postgres and the sink: each drill starts the parts that it needs. */
  static async set(home: string, environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const port = await freePort();
    Object.assign(process.env, {
      INTERLOCK_HOME: home,
      INTERLOCK_KEYS: `drill:${randomBytes(32).toString("base64")}`,
      EGRESS_ALLOW_CIDRS: "127.0.0.0/8",
      GATEWAY_PORT: String(port),
      NODE_ENV: "production",
      ...environment,
    });
    process.env["LOG_LEVEL"] ??= "warn";
    const postgres = await startEmbeddedPostgres(home);
    process.env["DATABASE_URL"] = postgres.url;
    await prepareDatabase(postgres.url, join(root, "prisma/migrations"));
    openDatabase("cli");
    const eyes = new pg.Pool({
      connectionString: postgres.url,
      max: 2,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 5_000,
    });
    eyes.on("error", () => undefined);
    const workspace = await makeWorkspace();
    const ctx = await workspace.as("admin");
    const secret = `whsec_${randomBytes(16).toString("hex")}`;
    const source = await createSource(ctx, { name: "drill", environment: "test", preset: "stripe", secrets: [secret] });
    const path = new URL(source.ingestUrl).pathname;
    return new Stage({
      home,
      postgres,
      ctx,
      eyes,
      workspaceId: workspace.id,
      sourceId: source.id,
      sink: await startSink(),
      sender: new Sender({ port, path, secret, journal: join(home, "sender.jsonl") }),
      gateway: new Part("gateway", home, `http://127.0.0.1:${port}/readyz`),
      worker: new Part("worker", home, undefined),
    });
  }

  /** Made by the product's own verbs, so that the audit chain has something to prove. */
  async addDestination(
    url = this.sink.url,
    { name = "sink", retry, eventTypes = ["*"], ...limits }: DestinationOptions = {},
  ): Promise<string> {
    const schedule = retry === undefined ? {} : { retry: { scheduleSeconds: retry } };
    const { id } = await createDestination(this.ctx, { name, environment: "test", url, ...schedule, ...limits });
    await createRoute(this.ctx, { sourceId: this.sourceId, destinationId: id, eventTypes });
    return id;
  }

  /** A second source, with a route of everything to a destination, and the sender that posts to it. */
  async addSource(preset: "github" | "standard_webhooks", secret: string, destinationId: string): Promise<Sender> {
    const { id, ingestUrl } = await createSource(this.ctx, {
      name: preset,
      environment: "test",
      preset,
      secrets: [secret],
    });
    await createRoute(this.ctx, { sourceId: id, destinationId, eventTypes: ["*"] });
    const path = new URL(ingestUrl).pathname;
    const sender = new Sender({ port: this.sender.port, path, secret, journal: join(this.home, `${preset}.jsonl`) });
    this.senders.push(sender);
    return sender;
  }

  async number(sql: string, values: unknown[] = []): Promise<number> {
    const { rows } = await this.eyes.query<{ n: string }>(sql, values);
    return Number(rows[0]?.n ?? Number.NaN);
  }

  async text(sql: string): Promise<string> {
    const { rows } = await this.eyes.query<{ t: string | null }>(sql);
    return rows[0]?.t ?? "";
  }

  /** Every delivery reached an end. */
  async settled(withinMs = 20_000): Promise<void> {
    await eventually(
      "every delivery is delivered, dead or cancelled",
      async () => (await this.number("select count(*) as n from delivery")) === 0,
      withinMs,
    );
  }

  /** The worker is up, or up again: it hears of new deliveries on a connection of its own. */
  async listening(withinMs = 30_000): Promise<void> {
    const sql = "select count(*) as n from pg_stat_activity where application_name = 'interlock-worker-listen'";
    await eventually("the worker listens", async () => (await this.number(sql)) === 1, withinMs);
  }

  get postmasterPid(): number {
    return this.postgres.pid;
  }

  /** One more process beside the first of its kind; it ends with the stage. */
  add(kind: "gateway" | "worker", main?: readonly string[]): Part {
    const part = new Part(kind, this.home, undefined, main);
    this.more.push(part);
    return part;
  }

  /** A process says in the database that it is up. */
  async isUp(part: Part, withinMs = 30_000): Promise<void> {
    const beats = () => this.number("select count(*) as n from process_heartbeat where id like $1", [`%:${part.pid}`]);
    await eventually("the process has started", async () => !part.alive || (await beats()) === 1, withinMs);
    if (!part.alive) throw new Error(`A process ended at its start: ${part.lastWords()}`);
  }

  /** A worker whose leases are short, so that a drill need not wait for real ones; answers where it can be watched. */
  async addShortLeaseWorker(leaseSeconds: number): Promise<{ part: Part; metrics: () => Promise<string> }> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const main = ["drills/short-lease-worker.ts", String(leaseSeconds), String(port)];
    const part = new Part("worker", this.home, `${url}/healthz`, main);
    this.more.push(part);
    await part.start();
    return { part, metrics: async () => (await fetch(`${url}/metrics`)).text() };
  }

  /** A fast stop: every client is thrown out, nothing is lost. */
  stopPostgres(): Promise<void> {
    return this.postgres.stop();
  }

  async startPostgresAgain(): Promise<void> {
    this.postgres = await startEmbeddedPostgres(this.home);
  }

  async strike(): Promise<void> {
    await Promise.all(this.senders.map((sender) => sender.close()));
    await Promise.all([this.gateway, this.worker, ...this.more].map((part) => part.kill("SIGKILL")));
    await this.sink.close().catch(() => undefined);
    await this.eyes.end().catch(() => undefined);
    await this.postgres.stop();
  }
}
