import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { expect, test } from "vitest";
import { databaseUrl, makePool } from "./client.ts";
import { isDatabaseAway } from "./errors.ts";
import { PrismaClient } from "./generated/client.ts";

/** What each way to ask says of a pool that has nothing to give. */
async function errorsOf(pool: pg.Pool): Promise<unknown[]> {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const ways = [() => pool.query("select 1"), () => prisma.workspace.findFirst(), () => prisma.$queryRaw`select 1`];
  const settled = await Promise.allSettled(ways.map((ask) => ask()));
  return settled.map((one) => (one.status === "rejected" ? one.reason : "an answer"));
}

test("an exhausted pool, a server that is not there and a terminated connection are known as the database being away", async () => {
  const pool = makePool("test", databaseUrl(), 1);
  const held = await pool.connect();
  for (const error of await errorsOf(pool)) expect(isDatabaseAway(error), String(error)).toBe(true);
  held.release();
  const nowhere = makePool("test", "postgresql://nobody@127.0.0.1:1/nothing", 1);
  for (const error of await errorsOf(nowhere)) expect(isDatabaseAway(error), String(error)).toBe(true);
  const cut = await pool.query("select pg_terminate_backend(pg_backend_pid())").catch((error: unknown) => error);
  expect(isDatabaseAway(cut)).toBe(true);
  const wrong = await pool.query("select no_such_column").catch((error: unknown) => error);
  expect(isDatabaseAway(wrong)).toBe(false);
  expect(isDatabaseAway(new Error("The database is fine."))).toBe(false);
  await Promise.all([pool.end(), nowhere.end()]);
});
