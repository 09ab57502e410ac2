import { STOPS } from "./stops.ts";

/**
 * Second statement of a claim: $1 the destinations that the first one locked, $2 free slots, $3 lease token,
 * $4 lease in seconds. Its snapshot is newer than the lock, so the count in flight cannot be exceeded.
 * Released rows (`ordered`) go one at a time and in the order of their ids; the others by the time they are due.
 * Destinations that are catching up share $5 among them; which of them is first is left to chance.
 * The stops are asked row by row and not joined: a join makes the planner sort all that is due for a few rows of it.
 */
export const CLAIM = `
with stops as materialized (${STOPS}),
canaries as materialized (select * from stops where from_bucket > 0),
free as (
  select s.id, s.breaker, s.rate_per_s, s.recovering, random() as place,
    least(
      case when s.breaker = 'closed' and s.probes = 0 then s.max_inflight else least(s.max_inflight, greatest(s.probes, 1)) end
        - (select count(*) from delivery l where l.destination_id = s.id and l.state = 1),
      case when s.rate_per_s is null then 1e9
        else floor(least(greatest(s.rate_per_s, 1), s.tokens + s.rate_per_s * greatest(0, extract(epoch from clock_timestamp() - s.refilled_at)))) end
    )::int as n
  from destination_state s where s.id = any($1::uuid[])),
room as (
  select id, breaker, rate_per_s, recovering,
    case when recovering and n > 0 then greatest(0, least(n, $5 - coalesce(sum(greatest(n, 0)) over (
      partition by recovering order by place rows between unbounded preceding and 1 preceding), 0)))::int else n end as n
  from free),
head as (
  select room.id as destination_id, x.id from room cross join lateral (
    select d.id, d.next_attempt_at, d.integration_id, d.environment, d.bucket from delivery d
    where d.destination_id = room.id and d.ordered and d.state = 0 order by d.id limit 1 for update skip locked) x
  where room.n > 0 and x.next_attempt_at <= now()
    and not exists (select 1 from delivery b where b.destination_id = room.id and b.ordered and b.state = 1)
    and not exists (select 1 from stops where stops.integration_id = x.integration_id
      and stops.environment = x.environment::text and x.bucket >= stops.from_bucket)),
due as (
  select x.id from room cross join lateral (
    select d.id from delivery d
    where d.destination_id = room.id and d.state = 0 and not d.ordered and d.next_attempt_at <= now()
      and (d.environment = 'test' or d.integration_id is not null)
      and not coalesce((d.integration_id, d.environment::text) in (select s.integration_id, s.environment from stops s where s.from_bucket = 0), false)
      and not coalesce((select d.bucket >= min(c.from_bucket) from canaries c where c.integration_id = d.integration_id and c.environment = d.environment::text), false)
    order by d.next_attempt_at, d.id
    limit greatest(room.n - (select count(*) from head where head.destination_id = room.id), 0)
    for update skip locked) x),
pick as (select id from (select id from head union all select id from due) both_kinds limit $2),
upd as (
  update delivery d set state = 1, lease_token = $3, lease_until = now() + make_interval(secs => $4), attempt_count = attempt_count + 1
  from pick where d.id = pick.id
  returning d.id, d.workspace_id, d.event_id, d.destination_id, d.integration_id, d.environment::text as environment,
    d.bucket, d.attempt_count, d.crashes),
touch as (
  update destination_state s set last_claimed_at = clock_timestamp(),
    tokens = case when s.rate_per_s is null then 0 else greatest(0,
      least(greatest(s.rate_per_s, 1), s.tokens + s.rate_per_s * greatest(0, extract(epoch from clock_timestamp() - s.refilled_at))) - coalesce(c.n, 0)) end,
    refilled_at = clock_timestamp(),
    breaker = case when s.breaker = 'open' and c.n > 0 then 'half_open' else s.breaker end,
    probes = case when s.breaker = 'open' and c.n > 0 then 1 else s.probes end,
    breaker_changed_at = case when s.breaker = 'open' and c.n > 0 then now() else s.breaker_changed_at end,
    recovering = case when s.recovering then s.breaker <> 'closed' or exists (select 1 from delivery d
      where d.destination_id = s.id and d.state = 0 and d.next_attempt_at <= now() and not exists (select 1 from pick where pick.id = d.id))
      else false end
  from room left join (select destination_id, count(*) as n from upd group by 1) c on c.destination_id = room.id
  where s.id = room.id
  returning s.id, room.breaker as was, s.breaker as now, room.recovering)
select upd.id, upd.workspace_id as "workspaceId", upd.event_id as "eventId",
  upd.destination_id as "destinationId", upd.integration_id as "integrationId", upd.environment, upd.bucket,
  upd.attempt_count as "attemptCount", upd.crashes,
  e.content_type as "contentType", e.trace_id as "traceId",
  case when octet_length(e.body) <= 65536 then e.body end as body,
  (extract(epoch from dest.updated_at) * 1000)::float8 as "configuredAtMs",
  touch.was = 'open' and touch.now = 'half_open' as probe, touch.recovering
from upd join event e on e.id = upd.event_id join destination dest on dest.id = upd.destination_id
  join touch on touch.id = upd.destination_id
order by upd.id`;
