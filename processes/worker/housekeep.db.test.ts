import { expect, test } from "vitest";
import { pool } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { housekeep } from "./housekeep.ts";

test("answers under an Idempotency-Key are forgotten after a day, however many there are, and younger ones stay", async () => {
  const { id } = await makeWorkspace();
  await pool().query(
    `insert into idempotency_key (workspace_id, key, request_hash, status, created_at)
    select $1::uuid, 'old-' || n, 'x', 201, now() - interval '25 hours' from generate_series(1, 12000) n
    union all select $1::uuid, 'young', 'x', 201, now() - interval '23 hours'`,
    [id],
  );
  await housekeep();
  const { rows } = await pool().query("select key from idempotency_key where workspace_id = $1", [id]);
  expect(rows).toEqual([{ key: "young" }]);
});

test("a pushed fact that a newer one replaced is deleted after 90 days; the newest stays however old it is", async () => {
  const { id } = await makeWorkspace();
  await pool().query(
    `insert into pushed_fact (id, workspace_id, integration_id, environment, key, value, observed_at, expires_at, pushed_at, pushed_by_id, pushed_by_label)
    select gen_random_uuid(), $1, $1, 'test', key, '1', at, at, at, 'x', 'x' from (values
      ('ext.replaced', now() - interval '92 days'), ('ext.replaced', now() - interval '91 days'),
      ('ext.replaced', now() - interval '80 days'), ('ext.replaced', now()),
      ('ext.newest', now() - interval '300 days')) as told (key, at)`,
    [id],
  );
  await housekeep();
  const { rows } = await pool().query(
    "select key, count(*)::int as left from pushed_fact where workspace_id = $1 group by key order by key",
    [id],
  );
  expect(rows).toEqual([
    { key: "ext.newest", left: 1 },
    { key: "ext.replaced", left: 2 },
  ]);
});
