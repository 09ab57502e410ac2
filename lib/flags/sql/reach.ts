/**
 * What a switch of one integration and environment acts on now: $1 workspace, $2 integration, $3 environment,
 * $4 smallest event id of the last hour, $5 cap. Every count stops at the cap, so that a full queue stays cheap.
 */
export const REACH = `
with src as (select id from source where workspace_id = $1 and integration_id = $2 and environment = $3::environment and deleted_at is null),
dst as (select distinct r.destination_id as id from route r join src on src.id = r.source_id
  where r.destination_id is not null and r.deleted_at is null and r.enabled)
select
  (select count(*) from (select 1 from dst join delivery d on d.destination_id = dst.id and d.state = 0
     where d.integration_id = $2 and d.environment = $3::environment limit $5) x)::int
  + (select count(*) from (select 1 from dst join delivery d on d.destination_id = dst.id and d.state = 1
     where d.integration_id = $2 and d.environment = $3::environment limit $5) x)::int as pending,
  (select count(*) from (select 1 from delivery d where d.integration_id = $2 and d.environment = $3::environment
     and d.state = 2 limit $5) x)::int as held,
  (select count(*) from (select 1 from delivery d where d.integration_id = $2 and d.environment = $3::environment
     and d.state = 3 limit $5) x)::int as parked,
  (select count(*) from (select 1 from src join event e on e.source_id = src.id and e.id >= $4 limit $5) x)::int as events_last_hour,
  (select count(*) from src)::int as sources,
  (select count(*) from dst)::int as destinations`;
