import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "#lib/env.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { embeddedUrl } from "./address.ts";
import { PrismaClient } from "./generated/client.ts";
import { watchPool } from "./pool-metrics.ts";

export type PoolPurpose = "web" | "gateway" | "worker" | "cli" | "test";
type PoolSettings = { max: number; statementTimeoutMs: number };

/** Pools are separate by purpose, so that a slow export cannot starve ingest. Every wait has an end. */
const SETTINGS: Record<PoolPurpose, PoolSettings> = {
  web: { max: 10, statementTimeoutMs: 15_000 },
  gateway: { max: 4, statementTimeoutMs: 2_500 },
  worker: { max: 10, statementTimeoutMs: 30_000 },
  cli: { max: 4, statementTimeoutMs: 600_000 },
  test: { max: 6, statementTimeoutMs: 15_000 },
};

type Database = { pool: pg.Pool; prisma: PrismaClient; purpose: PoolPurpose };

// Hot reload in development loads this module again; the pool must survive it.
const memory = globalThis as typeof globalThis & { interlockDatabase?: Database };

export function databaseUrl(): string {
  return env().DATABASE_URL ?? embeddedUrl(env().INTERLOCK_HOME);
}

export function makePool(purpose: PoolPurpose, url: string = databaseUrl(), max?: number): pg.Pool {
  const { max: defaultMax, statementTimeoutMs } = SETTINGS[purpose];
  const pool = new pg.Pool({
    connectionString: url,
    max: max ?? defaultMax,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    application_name: `interlock-${purpose}`,
    options: `-c statement_timeout=${statementTimeoutMs} -c idle_in_transaction_session_timeout=15000`,
  });
  const log = makeLogger(purpose);
  let lastLoggedAt = 0;
  const lost = (error: Error) => {
    if (Date.now() - lastLoggedAt < 1_000) return;
    lastLoggedAt = Date.now();
    log.warn({ event: "db.connection_lost", err: error }, "A database connection was lost; the pool opens another.");
  };
  // Without listeners a lost connection would end the process: the pool hears of idle ones only, so one that a
  // transaction holds between two statements needs a listener of its own.
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  return pool;
}

function open(purpose: PoolPurpose): Database {
  const pool = makePool(purpose);
  watchPool(purpose, pool);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }), purpose };
}

/** Chooses the pool of this process; call it once, before the first query. */
export function openDatabase(purpose: PoolPurpose): void {
  if (memory.interlockDatabase === undefined) memory.interlockDatabase = open(purpose);
}

function current(): Database {
  memory.interlockDatabase ??= open("web");
  return memory.interlockDatabase;
}

export function db(): PrismaClient {
  return current().prisma;
}

/** The raw pool of this process, for visible SQL on hot paths. */
export function pool(): pg.Pool {
  return current().pool;
}

export async function closeDatabase(): Promise<void> {
  const open = memory.interlockDatabase;
  delete memory.interlockDatabase;
  if (open === undefined) return;
  await open.prisma.$disconnect();
  await open.pool.end().catch(() => undefined);
}
