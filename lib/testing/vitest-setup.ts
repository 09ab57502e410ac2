import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, openDatabase } from "#lib/db/client.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { copyTemplate, dropDatabase } from "./database.ts";

const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
process.env["INTERLOCK_KEYS"] ??= `test:${Buffer.alloc(32, 7).toString("base64")}`;
process.env["LOG_LEVEL"] ??= "silent";
process.env["EGRESS_ALLOW_CIDRS"] ??= "127.0.0.0/8 ::1/128";

beforeAll(async () => {
  process.env["DATABASE_URL"] = await copyTemplate(inject("serverUrl"), inject("template"), name);
  openDatabase("test");
});

afterAll(async () => {
  await closeSender();
  await closeDatabase();
  await dropDatabase(inject("serverUrl"), name);
});
