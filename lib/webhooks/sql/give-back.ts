/** Rows that were claimed but never sent return as if nothing had happened: $1 ids, $2 their lease tokens. */
export const GIVE_BACK = `
update delivery d set state = 0, lease_token = null, lease_until = null, attempt_count = attempt_count - 1
from unnest($1::uuid[], $2::uuid[]) as i(id, token) where d.id = i.id and d.lease_token = i.token`;
