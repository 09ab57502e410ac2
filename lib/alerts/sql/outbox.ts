/**
 * Takes what is due, at most one a channel: what one channel is told stays in order, and a dead channel holds one slot.
 * The next try's time is the lease: a worker that dies here leaves the row due again. $1 now, $2 lease in seconds,
 * $3 how many, $4 channels that this worker is sending to already.
 */
export const CLAIM_NOTIFICATIONS = `
with first as (
  select distinct on (q.channel_id) q.id
  from notification q
  where q.state = 'queued' and q.next_attempt_at <= $1::timestamptz and q.channel_id <> all($4::uuid[])
    and not exists (select 1 from notification e where e.channel_id = q.channel_id and e.alert_id = q.alert_id
      and e.episode = q.episode and e.id < q.id and e.state = 'queued')
  order by q.channel_id, q.next_attempt_at, q.id
  limit $3),
due as (select q.id from notification q join first on first.id = q.id
  where q.state = 'queued' and q.next_attempt_at <= $1::timestamptz for update of q skip locked)
update notification n set attempts = n.attempts + 1, next_attempt_at = $1::timestamptz + make_interval(secs => $2::int)
from due where n.id = due.id
returning n.id, n.workspace_id, n.channel_id, n.alert_id, n.episode, n.transition, n.payload, n.attempts`;

/** Ends one try, unless somebody else has taken the row since: $1 id, $2 attempts then. */
export const SETTLE_NOTIFICATION = `
update notification set state = $3, last_error = $4, sent_at = $5::timestamptz, next_attempt_at = coalesce($6::timestamptz, next_attempt_at)
where id = $1 and attempts = $2 and state = 'queued'`;

/** Nobody is told the end of a story whose beginning could not be told: $1 channel, $2 alert, $3 episode. */
export const CANCEL_FOLLOWERS = `
update notification set state = 'cancelled', last_error = 'The first notification of this episode could not be sent.'
where channel_id = $1 and alert_id = $2 and episode = $3 and state = 'queued'`;
