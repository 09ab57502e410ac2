/** Changes with every change of a source's routes. The commit compares it, so that no event misses a new route. */
export function routesVersion(sourceId: string): string {
  return `select concat_ws('/', count(*), extract(epoch from max(r.updated_at))) from route r where r.source_id = ${sourceId}`;
}

const ROUTES_VERSION = routesVersion("s.source_id");

/**
 * Event, dedupe claim and every delivery in one fsynced statement. Returns the rows that lost the claim, and those
 * whose routes were chosen from an old list. The answer for the first needs a second statement, because this one's
 * snapshot may not see the row it collided with.
 * Traffic mode, kill switch and pause are read here, not from a cache: what cannot be read counts as parked.
 * The trace id is the event's id in W3C form, so the event, its deliveries and its log lines share one word.
 */
export const COMMIT_EVENTS = `
with src as materialized (
  select s.*, i.traffic_mode::text as mode, i.canary_percent, exists (
      select from flag f join flag_environment fe on fe.flag_id = f.id and fe.environment = s.environment
      where f.integration_id = s.integration_id and f.type = 'kill_switch' and f.archived_at is null and not fe.enabled
    ) or coalesce((select o.state = 'paused' from source o where o.id = s.source_id), false) as stopped,
    (${ROUTES_VERSION}) <> s.routes_version as stale
  from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::text[]::uuid[], $5::text[]::environment[], $6::text[])
    as s(n, source_id, workspace_id, integration_id, environment, routes_version)
  left join integration i on i.id = s.integration_id),
inp as materialized (
  select * from unnest($7::uuid[], $8::smallint[], $9::text[], $10::text[], $11::text[], $12::bytea[], $13::bytea[], $14::bytea[], $15::boolean[], $16::timestamptz[])
    as t(id, n, external_id, type, content_type, headers, body, body_sha, is_utf8, received_at)),
claimed as (
  insert into event_dedupe (source_id, external_id, event_id, body_sha)
  select s.source_id, t.external_id, t.id, t.body_sha from inp t join src s using (n) where not s.stale order by 1, 2
  on conflict do nothing returning event_id),
stored as (
  insert into event (id, workspace_id, source_id, integration_id, environment, external_id, type, content_type, headers, body, body_sha, is_utf8, trace_id, received_at)
  select t.id, s.workspace_id, s.source_id, s.integration_id, s.environment, t.external_id, t.type, t.content_type, t.headers, t.body, t.body_sha, t.is_utf8,
    replace(t.id::text, '-', ''), t.received_at
  from inp t join claimed c on c.event_id = t.id join src s using (n)),
sent as (
  insert into delivery (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type, bucket, state)
  select d.id, s.workspace_id, d.event_id, s.source_id, d.route_id, d.destination_id, s.integration_id, s.environment, t.type, d.bucket,
    case when s.stopped then 2
         when s.environment = 'test' or s.mode = 'live' then 0
         when s.mode = 'canary' and d.bucket < s.canary_percent then 0
         else 3 end
  from unnest($17::uuid[], $18::uuid[], $19::uuid[], $20::uuid[], $21::smallint[]) as d(id, event_id, route_id, destination_id, bucket)
  join claimed c on c.event_id = d.event_id join inp t on t.id = d.event_id join src s using (n))
select t.id, s.stale from inp t join src s using (n) where not exists (select from claimed c where c.event_id = t.id)`;
