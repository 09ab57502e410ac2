import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "#lib/core/errors.ts";
import { seal, unseal } from "#lib/crypto/seal.ts";
import { pool } from "#lib/db/client.ts";

/** An answer is given again for a day; a request that died on the way blocks its key for a minute. */
const CLAIM = `
insert into idempotency_key (workspace_id, key, request_hash, status, created_at) values ($1, $2, $3, 0, now())
on conflict (workspace_id, key) do update set request_hash = excluded.request_hash, status = 0, response = null, created_at = now()
where idempotency_key.created_at < now() - interval '1 day'
  or (idempotency_key.status = 0 and idempotency_key.created_at < now() - interval '1 minute')
returning 1`;

type Scope = { workspaceId: string; actorId: string; key: string; request: string };

/** Does the work once for one key: the second caller gets the first one's answer, sealed in between. */
export async function onceForKey(scope: Scope, run: () => Promise<Response>): Promise<Response> {
  const { workspaceId, actorId, key } = scope;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError("invalid_input", "Idempotency-Key takes 1 to 255 printable characters without spaces.");
  const stored = `${actorId}:${key}`;
  const requestHash = createHash("sha256").update(scope.request).digest("hex");
  const claimed = await pool().query(CLAIM, [workspaceId, stored, requestHash]);
  if (claimed.rowCount === 0) return answerAgain(workspaceId, stored, requestHash);
  try {
    const response = await run();
    const text = await response.clone().text();
    const sealed = seal(text, place(workspaceId, stored)).toString("base64");
    const kept = { sealed, contentType: response.headers.get("content-type") ?? "application/json" };
    await pool().query("update idempotency_key set status = $3, response = $4 where workspace_id = $1 and key = $2", [
      workspaceId,
      stored,
      response.status,
      JSON.stringify(kept),
    ]);
    return response;
  } catch (error) {
    // A refusal changed nothing: the same key may be tried again with a better request.
    await pool().query("delete from idempotency_key where workspace_id = $1 and key = $2 and status = 0", [
      workspaceId,
      stored,
    ]);
    throw error;
  }
}

type Kept = { request_hash: string; status: number; response: { sealed: string; contentType: string } | null };

async function answerAgain(workspaceId: string, key: string, requestHash: string): Promise<Response> {
  const { rows } = await pool().query<Kept>(
    "select request_hash, status, response from idempotency_key where workspace_id = $1 and key = $2",
    [workspaceId, key],
  );
  const row = rows[0];
  if (row !== undefined && row.request_hash !== requestHash)
    throw new AppError(
      "conflict",
      "This Idempotency-Key was used for another request. Use a new key for a new request.",
    );
  if (row === undefined || row.response === null)
    throw new AppError("conflict", "The first request with this Idempotency-Key is still running. Ask again shortly.", {
      retryAfterMs: 1_000,
    });
  const text = unseal(Buffer.from(row.response.sealed, "base64"), place(workspaceId, key));
  return new Response(text, {
    status: row.status,
    headers: { "content-type": row.response.contentType, "idempotency-replayed": "true" },
  });
}

function place(workspaceId: string, key: string) {
  return { table: "idempotency_key", field: "response", rowId: key, workspaceId };
}
