import { register } from "prom-client";
import { expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db, pool } from "#lib/db/client.ts";
import { makeLane, storeEvents } from "#lib/testing/deliveries.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { checkInvariants, readDatabaseGauges } from "./database-gauges.ts";

const read = async () => register.metrics();

test("sizes, dead rows, the oldest transaction and what ends next are read without a label of a workspace", async () => {
  const workspace = await makeWorkspace();
  const integration = await makeIntegration(workspace.id);
  const expiresAt = new Date("2027-01-01T00:00:00Z");
  await db().credential.create({
    data: {
      id: newId(),
      workspaceId: workspace.id,
      environment: "test",
      integrationId: integration.id,
      name: "key",
      kind: "bearer",
      expiresAt,
    },
  });
  await storeEvents(await makeLane(workspace.id, "http://127.0.0.1:9/"), { count: 3 });
  await readDatabaseGauges(pool());
  const text = await read();
  expect(text).toMatch(/icr_storage_bytes\{table="event"\} [1-9]\d+/);
  expect(text).toMatch(/icr_db_dead_tuple_ratio\{table="delivery"\} /);
  expect(text).toMatch(/icr_db_oldest_xact_seconds \d/);
  expect(text).toContain(
    `icr_credential_expires_timestamp_seconds{integration="${integration.slug}",kind="bearer"} ${expiresAt.getTime() / 1_000}`,
  );
  expect(text).toMatch(/icr_db_pool_connections\{pool="\w+",state="open"\} [1-9]/);
  expect(text).not.toContain(workspace.id);
});

test("a promise that is broken shows", async () => {
  const lane = await makeLane((await makeWorkspace()).id, "http://127.0.0.1:9/");
  await checkInvariants(pool());
  expect(await read()).toContain('icr_invariant_violations{invariant="delivery_without_event"} 0');
  const [row] = await storeEvents(lane);
  await pool().query("delete from event where id = $1", [row?.eventId]);
  await checkInvariants(pool());
  expect(await read()).toContain('icr_invariant_violations{invariant="delivery_without_event"} 1');
});
