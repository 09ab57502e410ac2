import { STOPS } from "./stops.ts";

/**
 * Pending rows that may not leave get the name of what stops them: 2 held (kill switch, disabled destination), 3 parked
 * (traffic mode; also a live row without an integration, whose mode nobody can read). At most $1 rows a call. Where
 * nothing of an environment is stopped, its queues are not read: they may be long.
 */
export const HOLD = `
with recursive stops as materialized (${STOPS}),
k(id) as (
  (select destination_id from delivery where state = 0 order by destination_id limit 1)
  union all
  select (select d.destination_id from delivery d where d.state = 0 and d.destination_id > k.id order by d.destination_id limit 1)
  from k where k.id is not null),
pick as (
  select x.id, case when dest.status = 'disabled' then 2 else coalesce(
      (select min(s.state) from stops s where s.integration_id = x.integration_id and s.environment = x.environment::text and x.bucket >= s.from_bucket),
      3) end as state
  from k join destination dest on dest.id = k.id cross join lateral (
    select d.id, d.integration_id, d.environment, d.bucket from delivery d
    where d.destination_id = k.id and d.state = 0 and (dest.status = 'disabled'
      or (d.environment = 'live' and d.integration_id is null)
      or exists (select 1 from stops s where s.integration_id = d.integration_id and s.environment = d.environment::text and d.bucket >= s.from_bucket))
    limit $1 for update of d skip locked) x
  where dest.status = 'disabled' or dest.environment = 'live' or exists (select 1 from stops s where s.environment = dest.environment::text)
  limit $1)
update delivery d set state = pick.state, ordered = false from pick where d.id = pick.id`;
