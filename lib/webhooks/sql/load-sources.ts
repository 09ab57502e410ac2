import { routesVersion } from "./commit-events.ts";

/** Everything the gateway must know of a source, without its secrets' plain text. Deleted ones are unknown to it. */
export const LOAD_SOURCES = `
select id, workspace_id, integration_id, environment::text, key, name, preset, scheme, tolerance_seconds, dedupe_key, ack_mode, max_body_bytes, rate_per_s,
  (${routesVersion("source.id")}) as routes_version
from source where deleted_at is null and ($1::uuid is null or id = $1)`;

export const LOAD_SOURCE_SECRETS = `
select x.id, x.workspace_id, x.source_id, x.sealed, x.retires_at from source_secret x
join source s on s.id = x.source_id and s.deleted_at is null
where (x.retires_at is null or x.retires_at > now()) and ($1::uuid is null or s.id = $1) order by x.id desc`;

/** Routes in the order they were made: the first one that takes a type decides for its destination. */
export const LOAD_ROUTES = `
select r.id, r.source_id, r.destination_id, r.event_types from route r
join source s on s.id = r.source_id and s.deleted_at is null
join destination d on d.id = r.destination_id and d.deleted_at is null
where ($1::uuid is null or s.id = $1) and r.enabled and r.action = 'deliver' and r.deleted_at is null order by r.id`;

/** One small word that changes whenever one of the three answers above would. */
export const SOURCES_VERSION = `
select concat_ws('.',
  (select concat_ws('-', count(*), sum(hashtextextended(concat_ws('|', id, workspace_id, integration_id, environment, key, name, preset, scheme, tolerance_seconds,
     dedupe_key, ack_mode, max_body_bytes, rate_per_s), 0))) from source where deleted_at is null),
  (select concat_ws('-', count(*), sum(hashtextextended(concat_ws('|', id, retires_at, md5(sealed)), 0))) from source_secret where retires_at is null or retires_at > now()),
  (select concat_ws('-', count(*), sum(hashtextextended(concat_ws('|', r.id, r.destination_id, r.event_types, r.enabled, r.action, r.deleted_at, r.updated_at, d.deleted_at), 0)))
     from route r left join destination d on d.id = r.destination_id)) as version`;
