import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { TrafficModeTag } from "#components/state/traffic-mode.tsx";
import { Door } from "#components/ui/door.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { AddFilterWord, addFilterClass, FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { SearchInput } from "#components/ui/input.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { listGates } from "#lib/gates/queries.ts";
import { TRAFFIC_MODES } from "#lib/gates/schema.ts";
import { KIND_WORDS } from "#lib/integrations/policy.ts";
import { countIntegrations, listIntegrations } from "#lib/integrations/queries.ts";
import { KINDS } from "#lib/integrations/schema.ts";
import { countEventsByHour, countWaiting, waitingOf } from "#lib/reports/traffic-queries.ts";
import { requireSession } from "#lib/web/session.ts";
import { IntegrationsTable } from "./_components/integrations-table.tsx";
import { readFilter, withFilter } from "./_components/read-filter.ts";

export const metadata: Metadata = { title: "Integrations" };
type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IntegrationsPage({ searchParams }: Props) {
  const { ctx, environment } = await requireSession();
  const filter = readFilter(await searchParams);
  const [page, total, board, counts, events] = await Promise.all([
    listIntegrations(ctx, filter),
    countIntegrations(ctx),
    listGates(ctx),
    countWaiting(ctx, environment),
    countEventsByHour(ctx, environment),
  ]);
  const lines = page.items.map((integration) => ({
    integration,
    gates: board.find((row) => row.slug === integration.slug)?.gates ?? [],
    events: events.get(integration.id) ?? [],
    waiting: waitingOf(counts, integration.id),
  }));
  const held = board.filter((row) => row.trafficMode === "blocked" || row.trafficMode === "parked").length;
  const allowed = may(ctx, "designs:write");
  const create = allowed ? (
    <LinkButton href="/integrations/new" variant="primary">
      <Icon of={Plus} />
      New integration
    </LinkButton>
  ) : (
    <Why>Engineers and admins create integrations</Why>
  );
  if (total === 0 && !filter.archived)
    return (
      <>
        <StateHead says="No integration yet." />
        <Panel padded={false}>
          <EmptyState
            title="Design the first one"
            action={create}
            command={`curl -X POST -H "Authorization: Bearer ilk_…" -d '{"name":"Stripe subscriptions","kind":"payment"}' /api/v1/integrations`}
          >
            An integration holds everything about one third party: its design, its checklist, its webhooks and flags.
            Two gates keep live traffic parked until the evidence is there.
          </EmptyState>
        </Panel>
      </>
    );
  const asked = Boolean(filter.kind || filter.mode || filter.q || filter.archived);
  return (
    <>
      <StateHead
        says={
          <>
            <Door href="/integrations">{sayMany(total, "integration")}</Door>
            {held > 0 ? (
              <>
                {". "}
                <Door href="/gates">{held}</Door> of them {held === 1 ? "waits" : "wait"} for a gate.
              </>
            ) : (
              ". None waits for a gate."
            )}
          </>
        }
        meta={`Counts of ${environment}. Traffic modes are about live.`}
        actions={create}
      />
      <FilterBar>
        <form method="get" className="w-56 max-md:w-full">
          <SearchInput name="q" aria-label="Search integrations" placeholder="Search" defaultValue={filter.q ?? ""} />
          {filter.kind ? <input type="hidden" name="kind" value={filter.kind} /> : null}
          {filter.mode ? <input type="hidden" name="mode" value={filter.mode} /> : null}
        </form>
        {filter.kind ? (
          <FilterChip
            label="Kind"
            value={KIND_WORDS[filter.kind].name}
            clearHref={withFilter(filter, { kind: undefined })}
          />
        ) : null}
        {filter.mode ? (
          <FilterChip label="Traffic" value={filter.mode} clearHref={withFilter(filter, { mode: undefined })} />
        ) : null}
        {filter.q ? (
          <FilterChip label="Text" value={filter.q} clearHref={withFilter(filter, { q: undefined })} />
        ) : null}
        {filter.archived ? (
          <FilterChip label="Archived" value="yes" clearHref={withFilter(filter, { archived: false })} />
        ) : null}
        <Popover trigger={<AddFilterWord />} triggerClass={addFilterClass} title="Filter">
          <div className="grid gap-4">
            <FilterGroup word="Kind">
              {KINDS.map((kind) => (
                <TextLink key={kind} href={withFilter(filter, { kind })}>
                  {KIND_WORDS[kind].name}
                </TextLink>
              ))}
            </FilterGroup>
            <FilterGroup word="Traffic mode">
              {TRAFFIC_MODES.map((mode) => (
                <TextLink key={mode} href={withFilter(filter, { mode })}>
                  <TrafficModeTag mode={mode} />
                </TextLink>
              ))}
            </FilterGroup>
            <FilterGroup word="Others">
              <TextLink href={withFilter(filter, { archived: true })}>Archived ones</TextLink>
            </FilterGroup>
          </div>
        </Popover>
      </FilterBar>
      {lines.length === 0 ? (
        <Panel>
          <p className="text-13">
            {asked ? "Nothing matches these filters. " : "Nothing here. "}
            <TextLink href="/integrations" inline>
              Show all {sayMany(total, "integration")}
            </TextLink>
          </p>
        </Panel>
      ) : (
        <IntegrationsTable
          lines={lines}
          foot={
            <Pager
              says={`${sayMany(lines.length, "integration")}, by name`}
              words={["First", "More"]}
              {...(filter.cursor ? { newerHref: withFilter(filter, {}) } : {})}
              {...(page.next ? { olderHref: withFilter(filter, { cursor: page.next }) } : {})}
            />
          }
        />
      )}
    </>
  );
}

function FilterGroup({ word, children }: { word: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <p className="text-12 text-ink-3">{word}</p>
      {children}
    </div>
  );
}
