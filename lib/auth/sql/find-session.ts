/**
 * $1 session, $2 user, $3 version, $4 the chosen workspace's slug or null, $5 whether this request counts as use.
 * One round trip: the session is alive, the user enabled, the version current, the membership there, its role read now.
 */
export const FIND_SESSION = `
with used as (
  update user_session set last_seen_at = now()
  where $5 and id = $1 and ended_at is null
    and last_seen_at between now() - interval '8 hours' and now() - interval '1 minute')
select s.id as "sessionId", s.expires_at as "expiresAt", u.id as "userId", u.email, u.name,
  m.role::text as role, m.disciplines, w.id as "workspaceId", w.slug, w.name as "workspaceName", w.is_demo as "isDemo"
from user_session s
join "user" u on u.id = s.user_id
join membership m on m.user_id = u.id
join workspace w on w.id = m.workspace_id
where s.id = $1 and s.user_id = $2 and s.version = $3 and u.session_version = $3
  and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '8 hours'
  and u.disabled_at is null
order by w.slug is not distinct from $4 desc, m.created_at, m.id
limit 1`;
