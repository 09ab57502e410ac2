/**
 * Which deliveries may not leave now, and what they are called meanwhile: 2 held by a kill switch, 3 parked by the
 * traffic mode. `from_bucket`: a canary stops only the buckets from its share on. A kill switch wins over a mode.
 */
export const STOPS = `
  select f.integration_id, fe.environment::text as environment, 0 as from_bucket, 2 as state
  from flag f join flag_environment fe on fe.flag_id = f.id
  where f.type = 'kill_switch' and f.integration_id is not null and f.archived_at is null and not fe.enabled
  union all
  select i.id, 'live', case when i.traffic_mode = 'canary' then i.canary_percent else 0 end, 3
  from integration i where i.traffic_mode <> 'live'`;
