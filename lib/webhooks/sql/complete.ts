/**
 * Records a batch of finished sends. Each row is fenced by the lease it was sent under ($2): a worker that was frozen
 * past its lease changes nothing and writes nothing. $3 final state, or 0 for a retry; returns what was accepted.
 */
export const COMPLETE = `
with inp as (
  select * from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::int[], $6::int[], $7::int[], $8::float8[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::bytea[], $14::uuid[], $15::timestamptz[], $16::text[])
  as t(id, token, final, outcome, status, ms, connect_ms, delay, reason, error, request_headers, response_headers, response_body,
    attempt_id, at, trace_id)),
gone as (
  delete from delivery d using inp i where d.id = i.id and d.lease_token = i.token and i.final > 0
  returning d.workspace_id, d.event_id, d.source_id, d.route_id, d.destination_id, d.integration_id, d.environment, d.event_type,
    d.replay_no, d.replay_id, d.bucket, d.attempt_count, d.last_error, d.created_at, i.*),
back as (
  update delivery d set state = 0, ordered = false, lease_token = null, lease_until = null,
    next_attempt_at = now() + make_interval(secs => i.delay), last_error = left(i.error, 500), last_status = i.status
  from inp i where d.id = i.id and d.lease_token = i.token and i.final = 0
  returning d.workspace_id, d.event_id, d.destination_id, d.attempt_count, i.*),
kept as (
  insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type,
    replay_no, replay_id, bucket, state, attempt_count, reason, last_error, last_status, created_at, finished_at)
  select id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type,
    replay_no, replay_id, bucket, final, attempt_count, reason,
    case when final = 4 then last_error else left(error, 500) end, status, created_at, now()
  from gone),
tried as (
  insert into attempt (id, workspace_id, delivery_id, event_id, destination_id, number, at, outcome, status, duration_ms, connect_ms,
    error, request_headers, response_headers, response_body, trace_id)
  select attempt_id, workspace_id, id, event_id, destination_id, attempt_count, at, outcome, status, ms, connect_ms,
    left(error, 500), request_headers::jsonb, response_headers::jsonb, response_body, trace_id
  from (
    select attempt_id, workspace_id, id, event_id, destination_id, attempt_count, at, outcome, status, ms, connect_ms,
      error, request_headers, response_headers, response_body, trace_id from gone
    union all
    select attempt_id, workspace_id, id, event_id, destination_id, attempt_count, at, outcome, status, ms, connect_ms,
      error, request_headers, response_headers, response_body, trace_id from back) x)
select id from gone union all select id from back`;
