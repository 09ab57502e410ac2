/**
 * First of the two statements of a claim: locks up to $1 destinations that have due work, the longest unserved first.
 * A loose index scan steps from destination to destination, so a backlog of a million rows costs nothing here.
 * Answers the ids, and how many had due work: those that are missing are in the hands of another worker.
 */
export const LOCK_DESTINATIONS = `
with recursive k(id) as (
  (select destination_id from delivery where state = 0 order by destination_id limit 1)
  union all
  select (select d.destination_id from delivery d where d.state = 0 and d.destination_id > k.id order by d.destination_id limit 1)
  from k where k.id is not null),
due as materialized (
  select s.id from k join destination_state s on s.id = k.id
  where not s.paused and s.open_until <= now() and s.quiet_until <= now()
    and exists (select 1 from delivery d where d.destination_id = s.id and d.state = 0 and d.next_attempt_at <= now())),
locked as (
  select s.id from due join destination_state s on s.id = due.id
  where not s.paused and s.open_until <= now() and s.quiet_until <= now()
  order by s.last_claimed_at limit $1
  for no key update of s skip locked)
select coalesce((select array_agg(id) from locked), '{}') as ids, (select count(*)::int from due) as due`;
