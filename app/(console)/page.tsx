import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { may } from "#lib/core/ctx.ts";
import { listGates } from "#lib/gates/queries.ts";
import { listIntegrations } from "#lib/integrations/queries.ts";
import { listExpiring, listFiring, listMarks } from "#lib/reports/queries.ts";
import {
  countEventsByHour,
  countWaiting,
  listDestinationHealth,
  listHours,
  sumWaiting,
  waitingOf,
} from "#lib/reports/traffic-queries.ts";
import { requireSession } from "#lib/web/session.ts";
import { DestinationsTable } from "./_overview/destinations-table.tsx";
import { Expiring } from "./_overview/expiring.tsx";
import { Firing } from "./_overview/firing.tsx";
import { HoursChart } from "./_overview/hours-chart.tsx";
import { SayOverview } from "./_overview/say-overview.tsx";
import { WaitingGates } from "./_overview/waiting-gates.tsx";
import { IntegrationsTable } from "./integrations/_components/integrations-table.tsx";

export const metadata: Metadata = { title: "Overview" };
const SHOWN = 12;

export default async function OverviewPage() {
  const { ctx, environment } = await requireSession();
  const [page, board, counts, events, hours, destinations, firing, marks, expiring] = await Promise.all([
    listIntegrations(ctx, { limit: 100 }),
    listGates(ctx),
    countWaiting(ctx, environment),
    countEventsByHour(ctx, environment),
    listHours(ctx, environment),
    listDestinationHealth(ctx, environment),
    listFiring(ctx),
    listMarks(ctx),
    listExpiring(ctx),
  ]);
  const at = ctx.now().toISOString();
  if (page.items.length === 0) return <FirstSteps mayCreate={may(ctx, "designs:write")} />;
  const lines = page.items
    .map((integration) => ({
      integration,
      gates: board.find((row) => row.slug === integration.slug)?.gates ?? [],
      events: events.get(integration.id) ?? [],
      waiting: waitingOf(counts, integration.id),
    }))
    // Failing first: what is dead, then what is held, then what is parked.
    .sort(
      (a, b) =>
        b.waiting.dead - a.waiting.dead || b.waiting.held - a.waiting.held || b.waiting.parked - a.waiting.parked,
    );
  const total = sumWaiting(counts);
  return (
    <>
      <StateHead
        says={<SayOverview firing={firing} waiting={total} lines={lines} />}
        meta={
          <>
            {environment === "live" ? "Live" : "Test"} · <LocalTime at={at} /> · counts are of this moment
          </>
        }
      />
      <Section
        title="Integrations"
        note={String(page.items.length)}
        aside={<TextLink href="/integrations/new">New integration</TextLink>}
      >
        <IntegrationsTable lines={lines.slice(0, SHOWN)} />
        {lines.length > SHOWN ? (
          <p className="mt-2 text-13">
            <TextLink href="/integrations">All {lines.length} integrations</TextLink>
          </p>
        ) : null}
      </Section>
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)_var(--spacing-aside)] items-start gap-8 max-lg:grid-cols-[minmax(0,1fr)]">
        <div className="min-w-0">
          <HoursChart hours={hours} marks={marks} environment={environment} />
          <DestinationsTable destinations={destinations} environment={environment} />
        </div>
        <aside className="min-w-0">
          <Firing firing={firing} />
          <WaitingGates board={board} mayDecide={may(ctx, "gates:decide")} />
          <Expiring rows={expiring} />
        </aside>
      </div>
    </>
  );
}

function FirstSteps({ mayCreate }: { mayCreate: boolean }) {
  return (
    <>
      <StateHead says="Nothing runs here yet." />
      <Panel padded={false}>
        <EmptyState
          title="Start with an integration"
          action={
            mayCreate ? (
              <LinkButton href="/integrations/new" variant="primary">
                <Icon of={Plus} />
                New integration
              </LinkButton>
            ) : undefined
          }
          command={`curl -X POST -H "Authorization: Bearer ilk_…" -d '{"name":"Stripe subscriptions","kind":"payment"}' /api/v1/integrations`}
        >
          Design it, give it a source and a destination, prove its checklist, and let ops open its gates. This page then
          says what flows, what waits and what fails.
        </EmptyState>
      </Panel>
    </>
  );
}
