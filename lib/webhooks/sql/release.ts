import { STOPS } from "./stops.ts";

/** Which integrations have waiting rows that something may let go; both environments. A null integration is test alone. */
export const RELEASABLE = `
with stops as materialized (${STOPS})
select i.id as "integrationId", i.release_rate_per_s as rate, e.environment
from integration i cross join (values ('test'), ('live')) as e(environment)
where exists (select 1 from delivery d where d.integration_id = i.id and d.environment = e.environment::environment and d.state in (2, 3))
  and not exists (select 1 from stops s where s.integration_id = i.id and s.environment = e.environment and s.from_bucket = 0)
union all
select null, 50, 'test' where exists (select 1 from delivery d where d.integration_id is null and d.environment = 'test' and d.state in (2, 3))`;

/** Workers take turns at an integration: whoever holds its row releases, the others pass by. */
export const LOCK_INTEGRATION = "select 1 from integration where id = $1 for no key update skip locked";

function waiting(state: 2 | 3, owner: string): string {
  return `
  select d.id from delivery d join destination dest on dest.id = d.destination_id
  where ${owner} and d.environment = $1::environment and d.state = ${state} and dest.status <> 'disabled'
    and not exists (select 1 from source o where o.id = d.source_id and o.state = 'paused')
    and not exists (select 1 from stops s where s.integration_id = d.integration_id and s.environment = d.environment::text and d.bucket >= s.from_bucket)
  order by d.id limit $3 for update of d skip locked`;
}

/**
 * Lets waiting rows go in the order of their ids, spaced so that at most $2 a second fall due. $1 environment, $3 rows,
 * $4 integration. They are marked \`ordered\`: the claim sends them to a destination one after another.
 */
export function releaseStatement(hasIntegration: boolean): string {
  const owner = hasIntegration ? "d.integration_id = $4::uuid" : "d.integration_id is null and $4::uuid is null";
  return `
with stops as materialized (${STOPS}),
start as (
  select greatest(clock_timestamp(), max(d.next_attempt_at) + make_interval(secs => 1.0 / $2::float8)) as at
  from delivery d where d.ordered and d.state = 0 and ${owner} and d.environment = $1::environment),
room as (select start.at, floor(least($3, extract(epoch from clock_timestamp() + interval '1.5 s' - start.at) * $2::float8))::int as n from start),
held as (${waiting(2, owner)}),
parked as (${waiting(3, owner)}),
pick as (
  select id, row_number() over (order by id) - 1 as place from (select id from held union all select id from parked) w
  order by id limit (select greatest(n, 0) from room)),
upd as (
  update delivery d set state = 0, ordered = true, next_attempt_at = room.at + make_interval(secs => pick.place / $2::float8)
  from pick, room where d.id = pick.id returning d.id)
select count(*)::int as released from upd`;
}
