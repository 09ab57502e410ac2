/** Rows of a source that was deleted meanwhile are left out by the join. */
export const INSERT_QUARANTINE = `
insert into quarantine (id, workspace_id, source_id, environment, reason, detail, content_type, headers, body, body_bytes, trace_id, received_at)
select q.id, q.workspace_id, q.source_id, q.environment, q.reason, q.detail, q.content_type, q.headers, q.body, q.body_bytes, q.trace_id, q.received_at
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]::environment[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[],
  $10::text[]::int[], $11::text[], $12::timestamptz[])
  as q(id, workspace_id, source_id, environment, reason, detail, content_type, headers, body, body_bytes, trace_id, received_at)
join source s on s.id = q.source_id`;
