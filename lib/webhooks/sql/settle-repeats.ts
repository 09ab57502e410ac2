/**
 * One row a request that did not become an event: counts it on the claim it met, and answers with that claim.
 * Claims are locked in key order, so that two gateways cannot wait for each other.
 */
export const SETTLE_REPEATS = `
with inp as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::bytea[]) as t(source_id, external_id, body_sha)),
met as materialized (
  select e.source_id, e.external_id, e.event_id, e.body_sha from event_dedupe e
  join (select distinct source_id, external_id from inp) k using (source_id, external_id)
  order by 1, 2 for no key update of e),
counted as (
  update event_dedupe e set duplicates = e.duplicates + c.same, conflicts = e.conflicts + c.other
  from (select m.source_id, m.external_id, count(*) filter (where i.body_sha = m.body_sha)::int as same,
          count(*) filter (where i.body_sha <> m.body_sha)::int as other
        from met m join inp i using (source_id, external_id) group by 1, 2) c
  where e.source_id = c.source_id and e.external_id = c.external_id)
select source_id, external_id, event_id, encode(body_sha, 'hex') as body_sha from met`;
