/** $1 keys. A window that is over starts again at one, so no stranger can keep anyone out for longer than it. */
export const COUNT_TRY = `
insert into sign_in_throttle as t (key, failures, window_at)
select k, 1, now() from unnest($1::text[]) as k order by k
on conflict (key) do update set
  failures = case when t.window_at < now() - interval '15 minutes' then 1 else t.failures + 1 end,
  window_at = case when t.window_at < now() - interval '15 minutes' then now() else t.window_at end
returning key, failures, ceil(extract(epoch from window_at + interval '15 minutes' - now()))::int as "endsIn"`;

/** $1 the key that starts anew, $2 the keys that get this one try back. */
export const FORGIVE_TRY = `
update sign_in_throttle set failures = case when key = $1 then 0 else greatest(failures - 1, 0) end
where key = $1 or key = any($2::text[])`;
