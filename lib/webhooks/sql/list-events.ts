import { shownState } from "./shown-state.ts";

/**
 * One page of events, newest first, put together from the newest of each source; repeats are counted on the claim.
 * $1 workspace, $2 sources or null, $3 environment or null, $4 type or null, $5 beginning of types or null,
 * $6 from id, $7 before id, $8 ids or null, $9 bytes that the body contains or null, $10 rows.
 */
export const LIST_EVENTS = `
select e.id, e.external_id, e.type, e.source_id, s.name as source, e.environment::text, e.received_at, octet_length(e.body) as bytes,
  coalesce(c.duplicates, 0) as duplicates, coalesce(c.conflicts, 0) as conflicts
from (
  select newest.* from source o cross join lateral (
    select * from event
    where source_id = o.id and id >= $6::uuid and id < $7::uuid
      and ($4::text is null or type = $4) and ($5::text is null or starts_with(type, $5))
      and ($8::uuid[] is null or id = any($8)) and ($9::bytea is null or position($9 in body) > 0)
    order by id desc limit $10) newest
  where o.workspace_id = $1::uuid and ($2::uuid[] is null or o.id = any($2)) and ($3::text is null or o.environment = $3::environment)
  order by newest.id desc limit $10) e
left join source s on s.id = e.source_id
left join event_dedupe c on c.source_id = e.source_id and c.external_id = e.external_id
order by e.id desc`;

/** Events of one provider id: the claim's key begins with the source. $1 sources, $2 the provider's id. */
export const FIND_EXTERNAL = `select event_id from event_dedupe where source_id = any($1::uuid[]) and external_id = $2`;

/** Deliveries of some events by state, waiting and ended; what needs a person comes first. */
export const DELIVERIES_OF_EVENTS = `
select event_id, state, count(*)::int as count from (
  select d.event_id, ${shownState("d", "s")} as state
  from delivery d join destination_state s on s.id = d.destination_id where d.event_id = any($1::uuid[])
  union all select event_id, state from delivery_history where event_id = any($1::uuid[]) and id >= $2::uuid) x
group by 1, 2 order by 1, state = 5 desc, state = 2 desc, state = 3 desc, state`;

export const DELIVERIES_OF_EVENT = `
select x.*, d.name as destination from (
  select w.id, w.destination_id, ${shownState("w", "s")} as state, w.attempt_count, w.last_error, w.created_at
    from delivery w join destination_state s on s.id = w.destination_id where w.event_id = $1::uuid and w.workspace_id = $2::uuid
  union all select id, destination_id, state, attempt_count, coalesce(last_error, reason), created_at from delivery_history
    where event_id = $1::uuid and workspace_id = $2::uuid and id >= $3::uuid) x
left join destination d on d.id = x.destination_id order by x.id`;
