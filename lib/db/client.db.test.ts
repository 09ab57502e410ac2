import { afterEach, expect, test } from "vitest";
import { eventually } from "#lib/testing/sink.ts";
import { db, makePool } from "./client.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

test("a connection that dies between two statements of a transaction fails the next one, not the process", async () => {
  const pool = makePool("test", undefined, 1);
  closers.push(() => pool.end());
  const client = await pool.connect();
  const ended = new Promise((resolve) => client.once("end", resolve));
  await client.query("begin");
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  // The pool listens to idle connections only; this one is in use and has no statement under way.
  await db().$queryRaw`select pg_terminate_backend(${rows[0]?.pid ?? 0})`;
  await ended;
  await expect(client.query("select 1")).rejects.toThrow();
  client.release();
  await eventually("the pool opens another", async () => (await pool.query("select 1")).rowCount === 1);
});
