/** Every flag that is served, with its state per environment. */
export const SNAPSHOT = `
select f.workspace_id, e.environment::text as environment, f.key, f.type::text as type, e.enabled, e.revision
from flag f join flag_environment e on e.flag_id = f.id
where f.archived_at is null
order by f.workspace_id, f.key`;

/**
 * One row that differs after any change. Sums and not maxima: two changes may commit in another order than their
 * timestamps, and a maximum would then hide the later commit.
 */
export const SNAPSHOT_VERSION = `
select concat_ws('/', count(*), coalesce(sum(e.revision), 0), coalesce(sum(extract(epoch from f.updated_at)), 0),
  count(f.archived_at)) as version
from flag f join flag_environment e on e.flag_id = f.id`;

/** $1 sha256 of the bearer token. Expired and revoked ones are not found. */
export const FLAG_TOKEN = `
select id, workspace_id, scope::text as scope, environment::text as environment, role::text as role, expires_at
from api_token where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`;
