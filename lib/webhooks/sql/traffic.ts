import { shownState } from "./shown-state.ts";

/** What the tabs and the sentences of the webhook pages count. $1 workspace, $2 environment. */
export const COUNT_TRAFFIC = `
select
  (select count(*)::int from source where workspace_id = $1 and environment = $2::environment and deleted_at is null) as sources,
  (select count(*)::int from source where workspace_id = $1 and environment = $2::environment and deleted_at is null and state = 'paused') as "pausedSources",
  (select count(*)::int from destination where workspace_id = $1 and environment = $2::environment and deleted_at is null and not is_drill) as destinations,
  (select count(*)::int from quarantine where workspace_id = $1 and environment = $2::environment and resolution is null) as quarantine,
  (select count(*)::int from delivery_history where workspace_id = $1 and environment = $2::environment and state = 5 and resolution is null) as dead`;

/** Deliveries that have not ended, by state and integration. What a breaker or a pause holds back counts as held. $1 workspace, $2 environment. */
export const COUNT_WAITING = `
select d.state, i.slug, i.name, i.traffic_mode::text as mode, d.count, d.oldest
from (
  select ${shownState("w", "s")} as state,
    w.integration_id, count(*)::int as count, min(w.created_at) as oldest
  from delivery w join destination_state s on s.id = w.destination_id
  where w.workspace_id = $1 and w.environment = $2::environment group by 1, 2) d
left join integration i on i.id = d.integration_id
order by d.count desc, d.state, i.slug`;

/** Events and refusals in equal steps. $1 workspace, $2 environment, $3 source or null, $4 from, $5 to, $6 steps, $7 from id. */
export const EVENTS_OVER_TIME = `
select 'received' as kind, least($6::int, width_bucket(extract(epoch from received_at), extract(epoch from $4::timestamptz), extract(epoch from $5::timestamptz), $6::int)) as step, count(*)::int as count
from event where source_id in (select o.id from source o where o.workspace_id = $1 and o.environment = $2::environment and ($3::uuid is null or o.id = $3))
  and id >= $7::uuid and received_at >= $4 group by 2
union all
select 'refused', least($6::int, width_bucket(extract(epoch from received_at), extract(epoch from $4::timestamptz), extract(epoch from $5::timestamptz), $6::int)), count(*)::int
from quarantine where workspace_id = $1 and id >= $7::uuid and environment = $2::environment and ($3::uuid is null or source_id = $3)
  and received_at >= $4 group by 2`;

/** Deliveries by the state that they have now, in equal steps of when they were made; as above, $3 destination or null. */
export const DELIVERIES_OVER_TIME = `
select state::text as kind, least($6::int, width_bucket(extract(epoch from created_at), extract(epoch from $4::timestamptz), extract(epoch from $5::timestamptz), $6::int)) as step, count(*)::int as count
from (
  select ${shownState("w", "s")} as state, w.created_at
  from delivery w join destination_state s on s.id = w.destination_id
  where w.workspace_id = $1 and w.id >= $7::uuid and w.environment = $2::environment and ($3::uuid is null or w.destination_id = $3)
  union all
  select state, created_at from delivery_history
  where workspace_id = $1 and id >= $7::uuid and environment = $2::environment and ($3::uuid is null or destination_id = $3)) x
where created_at >= $4 group by 1, 2`;

/** How far each replay is: rows that it made, by whether they ended and how. $1 replays, $2 from id. */
export const COUNT_REPLAYED = `
select replay_id, sum(waiting)::int as waiting, sum(delivered)::int as delivered, sum(dead)::int as dead from (
  select replay_id, count(*) as waiting, 0 as delivered, 0 as dead from delivery where replay_id = any($1::uuid[]) group by 1
  union all
  select replay_id, 0, count(*) filter (where state = 4), count(*) filter (where state = 5)
  from delivery_history where replay_id = any($1::uuid[]) and id >= $2::uuid group by 1) x
group by 1`;
