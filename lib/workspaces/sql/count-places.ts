/** $1 workspace, $2 environment, $3 whether this person decides gates. Each count stops at a thousand. */
export const COUNT_PLACES = `
select
  (select count(*)::int from (
    select 1 from delivery_history where workspace_id = $1 and state = 5 and resolution is null and environment = $2::environment
    limit 1000) d) as "deadLetters",
  (select count(*)::int from (
    select 1 from alert where workspace_id = $1 and state = 'firing' limit 1000) a) as "firingAlerts",
  (select count(*)::int from gate g
    join integration i on i.id = g.integration_id and i.archived_at is null
    where $3 and g.workspace_id = $1 and g.state <> 'passed'
      and (g.key <> 'verification' or exists (
        select 1 from gate d where d.integration_id = g.integration_id and d.key = 'design' and d.state = 'passed'))
      and exists (select 1 from checklist_item c where c.integration_id = g.integration_id and (c.gate = g.key or c.also_gate = g.key))
      and not exists (
        select 1 from checklist_item c
        where c.integration_id = g.integration_id and (c.gate = g.key or c.also_gate = g.key)
          and c.blocking and c.state not in ('passed', 'waived', 'not_applicable'))) as gates`;
