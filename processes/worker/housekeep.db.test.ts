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
