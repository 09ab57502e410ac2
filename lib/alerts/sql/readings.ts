import type { RuleKind } from "../words.ts";

/**
 * One statement a kind, over what the rule's scope holds. $1 workspace, $2 integration or null, $3 environment or null,
 * $4 the moment of the evaluation, $5 and on the kind's own. A row is one instance: its subject, its value, and whether
 * it is above the limit. What is not returned is clear; a null value is no data.
 */
const SCOPE = (table: string) =>
  `${table}.workspace_id = $1 and ($2::uuid is null or ${table}.integration_id = $2) and ($3::text is null or ${table}.environment::text = $3)`;

/** $5 "new" or "open", $6 window in seconds, $7 threshold. One instance an integration and environment. */
const DEAD_LETTERS = `
select h.integration_id, i.slug as integration, h.environment::text as environment,
  h.integration_id as subject_id, i.name as subject, count(*)::float8 as value, count(*) > $7::int as breach
from delivery_history h
join destination d on d.id = h.destination_id and not d.is_drill
left join integration i on i.id = h.integration_id
where ${SCOPE("h")} and h.state = 5 and h.resolution is null
  and ($5::text = 'open' or h.finished_at > $4::timestamptz - make_interval(secs => $6::int))
group by h.integration_id, i.slug, i.name, h.environment`;

/** One instance a destination whose breaker is not closed; the value is for how many seconds. */
const BREAKER_OPEN = `
select d.integration_id, i.slug as integration, d.environment::text as environment, d.id as subject_id, d.name as subject,
  greatest(0, extract(epoch from $4::timestamptz - coalesce(s.first_failure_at, s.breaker_changed_at)))::float8 as value,
  true as breach
from destination d
join destination_state s on s.id = d.id
left join integration i on i.id = d.integration_id
where ${SCOPE("d")} and d.deleted_at is null and not d.is_drill and s.breaker <> 'closed'`;

/** $5 age in seconds. One instance a destination; the value is how long its oldest due delivery has waited. */
const OLDEST_UNDELIVERED = `
select d.integration_id, i.slug as integration, d.environment::text as environment, d.id as subject_id, d.name as subject,
  extract(epoch from $4::timestamptz - oldest.at)::float8 as value,
  extract(epoch from $4::timestamptz - oldest.at) > $5::int as breach
from destination d
cross join lateral (
  select l.next_attempt_at as at from delivery l
  where l.destination_id = d.id and l.state = 0 and l.next_attempt_at <= $4::timestamptz
  order by l.next_attempt_at limit 1) oldest
left join integration i on i.id = d.integration_id
where ${SCOPE("d")} and d.deleted_at is null and not d.is_drill`;

/** $5 silence in seconds. One instance an active source; one that never received anything has no data. */
const SOURCE_SILENT = `
select s.integration_id, i.slug as integration, s.environment::text as environment, s.id as subject_id, s.name as subject,
  extract(epoch from $4::timestamptz - coalesce(last.at, s.last_event_at))::float8 as value,
  coalesce(extract(epoch from $4::timestamptz - coalesce(last.at, s.last_event_at)) > $5::int, false) as breach
from source s
left join lateral (select e.received_at as at from event e where e.source_id = s.id order by e.id desc limit 1) last on true
left join integration i on i.id = s.integration_id
where ${SCOPE("s")} and s.deleted_at is null and s.state = 'active'`;

export const READINGS: Record<RuleKind, string> = {
  dead_letters: DEAD_LETTERS,
  breaker_open: BREAKER_OPEN,
  oldest_undelivered: OLDEST_UNDELIVERED,
  source_silent: SOURCE_SILENT,
};

/**
 * Takes the rules that are due: whoever moves the time has the rule until the next round, so two workers never evaluate
 * one rule together and a late round is skipped, not stacked. $1 now, $2 seconds between rounds, $3 how many.
 */
export const CLAIM_RULES = `
update alert_rule r set last_evaluated_at = $1::timestamptz
from (select id from alert_rule
  where enabled and deleted_at is null
    and (last_evaluated_at is null or last_evaluated_at <= $1::timestamptz - make_interval(secs => $2::float8))
  order by last_evaluated_at nulls first limit $3 for update skip locked) due,
  lateral (select last_evaluated_at as before from alert_rule x where x.id = due.id) was
where r.id = due.id
returning r.id, r.workspace_id, r.integration_id, r.environment::text as environment, r.kind, r.name, r.params,
  r.for_seconds, r.keep_firing_seconds, r.severity::text as severity, r.runbook, r.channel_ids, was.before`;
