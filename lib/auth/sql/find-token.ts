/** $1 is the sha256 of the token. `last_used_at` is written at most once a minute. */
export const FIND_TOKEN = `
with used as (
  update api_token set last_used_at = now()
  where token_hash = $1 and revoked_at is null and (last_used_at is null or last_used_at < now() - interval '1 minute'))
select id, workspace_id as "workspaceId", name, scope::text as scope, role::text as role,
  environment::text as environment, expires_at as "expiresAt", created_by_id as "makerId"
from api_token
where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`;
