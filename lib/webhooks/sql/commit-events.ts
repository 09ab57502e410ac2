/**
 * Event, dedupe claim and every delivery in one fsynced statement. Returns the rows that lost the claim; the
 * answer for them needs a second statement, because this one's snapshot may not see the row it collided with.
 * Traffic mode and kill switch are read here, not from a cache: what cannot be read counts as parked.
 * The trace id is the event's id in W3C form, so the event, its deliveries and its log lines share one word.
 */
export const COMMIT_EVENTS = `
with src as materialized (
  select s.*, i.traffic_mode::text as mode, i.canary_percent, exists (
      select from flag f join flag_environment fe on fe.flag_id = f.id and fe.environment = s.environment
      where f.integration_id = s.integration_id and f.type = 'kill_switch' and f.archived_at is null and not fe.enabled
    ) as stopped
  from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::text[]::uuid[], $5::text[]::environment[])
    as s(n, source_id, workspace_id, integration_id, environment)
  left join integration i on i.id = s.integration_id),
inp as materialized (
  select * from unnest($6::uuid[], $7::smallint[], $8::text[], $9::text[], $10::text[], $11::bytea[], $12::bytea[], $13::bytea[], $14::boolean[], $15::timestamptz[])
    as t(id, n, external_id, type, content_type, headers, body, body_sha, is_utf8, received_at)),
claimed as (
  insert into event_dedupe (source_id, external_id, event_id, body_sha)
  select s.source_id, t.external_id, t.id, t.body_sha from inp t join src s using (n) order by 1, 2
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
  from unnest($16::uuid[], $17::uuid[], $18::uuid[], $19::uuid[], $20::smallint[]) as d(id, event_id, route_id, destination_id, bucket)
  join claimed c on c.event_id = d.event_id join inp t on t.id = d.event_id join src s using (n))
select t.id from inp t where not exists (select from claimed c where c.event_id = t.id)`;
