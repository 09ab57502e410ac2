import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { readReadiness } from "./readiness.ts";

test("a gateway that beats but refuses events is named, and one that was long gone is not", async () => {
  const beat = (id: string, kind: string, stores: boolean, ageMs = 0) =>
    db().processHeartbeat.create({
      data: { id, kind, startedAt: new Date(), seenAt: new Date(Date.now() - ageMs), details: { stores } },
    });
  await beat("worker:a:1", "worker", true);
  await beat("gateway:a:1", "gateway", true);
  await beat("gateway:gone:2", "gateway", false, 60_000);
  expect(await readReadiness(process.cwd())).toMatchObject({ ready: true, parts: { gateway: "ok" } });
  await beat("gateway:a:3", "gateway", false);
  const { ready, parts } = await readReadiness(process.cwd());
  expect(ready).toBe(false);
  expect(parts).toMatchObject({ worker: "ok", gateway: expect.stringContaining("degraded") });
});
