/**
 * Records a batch of finished sends. Each row is fenced by the lease it was sent under ($2): a worker that was frozen
 * past its lease changes nothing and writes nothing. $3 final state or null for a retry; returns what was accepted.
 */
export const COMPLETE = `
with inp as (
  select * from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::int[], $6::int[], $7::int[], $8::float8[],
    $9::text[], $10::text[], $11::jsonb[], $12::jsonb[], $13::bytea[], $14::uuid[], $15::timestamptz[], $16::text[])
  as t(id, token, final, outcome, status, ms, connect_ms, delay, reason, error, request_headers, response_headers, response_body,
    attempt_id, at, trace_id)),
gone as (
  delete from delivery d using inp i where d.id = i.id and d.lease_token = i.token and i.final is not null returning d.*),
back as (
  update delivery d set state = 0, ordered = false, lease_token = null, lease_until = null,
    next_attempt_at = now() + make_interval(secs => i.delay), last_error = left(i.error, 500), last_status = i.status
  from inp i where d.id = i.id and d.lease_token = i.token and i.final is null
  returning d.id, d.workspace_id, d.event_id, d.destination_id, d.attempt_count),
kept as (
  insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type,
    replay_no, replay_id, bucket, state, attempt_count, reason, last_error, last_status, created_at, finished_at)
  select g.id, g.workspace_id, g.event_id, g.source_id, g.route_id, g.destination_id, g.integration_id, g.environment, g.event_type,
    g.replay_no, g.replay_id, g.bucket, i.final, g.attempt_count, i.reason,
    case when i.final = 4 then g.last_error else left(i.error, 500) end, i.status, g.created_at, now()
  from gone g join inp i on i.id = g.id),
tried as (
  insert into attempt (id, workspace_id, delivery_id, event_id, destination_id, number, at, outcome, status, duration_ms, connect_ms,
    error, request_headers, response_headers, response_body, trace_id)
  select i.attempt_id, x.workspace_id, x.id, x.event_id, x.destination_id, x.attempt_count, i.at, i.outcome, i.status, i.ms, i.connect_ms,
    left(i.error, 500), i.request_headers, i.response_headers, i.response_body, i.trace_id
  from (select id, workspace_id, event_id, destination_id, attempt_count from gone
        union all select id, workspace_id, event_id, destination_id, attempt_count from back) x
  join inp i on i.id = x.id)
select id from gone union all select id from back`;
