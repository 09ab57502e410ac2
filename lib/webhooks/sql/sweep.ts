/**
 * Leases that ran out: their worker died, or froze, with the send's outcome unknown. The row goes out again at once, and
 * after $1 crashes it is dead, so that a payload that kills its worker cannot do so for ever. $2 a fresh id for each row.
 */
export const SWEEP = `
with locked as (
  select d.id from delivery d where d.state = 1 and d.lease_until < now() order by d.id limit 500 for update skip locked),
lost as (select id, row_number() over (order by id) as n from locked),
again as (
  update delivery d set state = 0, crashes = d.crashes + 1, lease_token = null, lease_until = null, next_attempt_at = now(),
    last_error = 'The worker stopped while sending; whether it arrived is unknown.'
  from lost where d.id = lost.id and d.crashes + 1 < $1
  returning d.id, d.workspace_id, d.event_id, d.destination_id, d.attempt_count, lost.n),
gone as (
  delete from delivery d using lost where d.id = lost.id and d.crashes + 1 >= $1 returning d.*, lost.n),
kept as (
  insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type,
    replay_no, replay_id, bucket, state, attempt_count, reason, last_error, last_status, created_at, finished_at)
  select id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type, replay_no, replay_id,
    bucket, 5, attempt_count, 'crashed', 'The worker stopped each time it sent this.', last_status, created_at, now() from gone),
tried as (
  insert into attempt (id, workspace_id, delivery_id, event_id, destination_id, number, at, outcome, duration_ms, error, trace_id)
  select ($2::uuid[])[x.n], x.workspace_id, x.id, x.event_id, x.destination_id, x.attempt_count, now(), 'unknown', 0,
    'The worker stopped before the answer was recorded.', replace(x.event_id::text, '-', '')
  from (select id, workspace_id, event_id, destination_id, attempt_count, n from again
        union all select id, workspace_id, event_id, destination_id, attempt_count, n from gone) x)
select (select count(*) from again)::int as again, (select count(*) from gone)::int as dead`;
