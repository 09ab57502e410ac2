import type { Metadata } from "next";
import { AlertStateTag } from "#components/state/alert-state.tsx";
import { Door } from "#components/ui/door.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Note } from "#components/ui/note.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel, Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { type AlertOverview, getAlertOverview, listAlerts } from "#lib/alerts/queries.ts";
import { RUNBOOKS } from "#lib/alerts/runbooks/catalogue.ts";
import type { AlertDto } from "#lib/alerts/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { AlertsTabs } from "./alerts-tabs.tsx";
import { KeepFresh } from "./keep-fresh.tsx";
import { OpenAlert } from "./open-alert.tsx";

export const metadata: Metadata = { title: "Alerts" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function AlertsPage({ searchParams }: { searchParams: Search }) {
  const { ctx } = await requireSession();
  const { rule } = await searchParams;
  const [overview, alerts] = await Promise.all([
    getAlertOverview(ctx),
    listAlerts(ctx, typeof rule === "string" ? { rule } : {}),
  ]);
  const loud = alerts.filter(({ state }) => state === "firing" || state === "acknowledged");
  const others = alerts.filter(({ state }) => state === "pending" || state === "resolved");
  const refusal = may(ctx, "alerts:acknowledge") ? {} : { refusal: "Ops and admins acknowledge alerts." };
  const { firing, acknowledged, pending, rules, channels } = overview;
  return (
    <>
      <StateHead says={<Says overview={overview} />} meta={<Meta overview={overview} />} />
      <AlertsTabs
        here="/alerts"
        counts={{ open: firing + acknowledged + pending, rules, channels, runbooks: RUNBOOKS.length }}
      />
      {channels === 0 && rules > 0 ? (
        <div className="mb-4">
          <Note
            tone="warn"
            actions={
              <LinkButton href="/alerts/channels" size="s">
                Channels
              </LinkButton>
            }
          >
            Nobody is told: this workspace has no channel. Alerts show here alone.
          </Note>
        </div>
      ) : null}
      {loud.length > 0 ? (
        <div id="firing" className="grid gap-3">
          {loud.map((alert) => (
            <OpenAlert key={alert.id} alert={alert} {...refusal} />
          ))}
        </div>
      ) : (
        <Panel padded={false}>
          <EmptyState
            title={rules === 0 ? "No rule is on" : "Nothing fires"}
            action={<LinkButton href="/alerts/rules">{rules === 0 ? "Set up rules" : "See the rules"}</LinkButton>}
          >
            {rules === 0
              ? "A rule watches dead letters, breakers, waiting deliveries or a source that went silent, and tells a channel."
              : "Rules are checked every 15 seconds. What fires stands here, with what to do."}
          </EmptyState>
        </Panel>
      )}
      {others.length > 0 ? (
        <Section title="Pending and recent">
          <Others alerts={others} />
        </Section>
      ) : null}
      <KeepFresh seconds={5} />
    </>
  );
}

function Says({ overview }: { overview: AlertOverview }) {
  const { firing, acknowledged, pending, rules, quiet } = overview;
  if (rules === 0) return "No alert rule is on: nobody would be told.";
  const rest = `${acknowledged > 0 ? ` ${acknowledged} ${acknowledged === 1 ? "is" : "are"} being handled.` : ""}${pending > 0 ? ` ${pending} pending.` : ""}`;
  if (firing > 0)
    return (
      <>
        <Door href="#firing" tone="bad">
          {sayMany(firing, "alert")}
        </Door>{" "}
        {firing === 1 ? "is firing and nobody has it." : "are firing and nobody has them."}
        {rest} {sayMany(quiet, "rule is", "rules are")} quiet.
      </>
    );
  return `Nothing fires unattended.${rest} ${sayMany(quiet, "rule is", "rules are")} quiet.`;
}

function Meta({ overview }: { overview: AlertOverview }) {
  const { checkedAt, broken, rules, late } = overview;
  if (rules === 0) return null;
  return (
    <>
      {checkedAt ? (
        <span className={late ? "text-warn" : undefined}>
          Last check <RelativeTime at={checkedAt} />
          {late ? ". Rules are checked every 15 s: no worker seems to run." : ""}
        </span>
      ) : (
        "Not checked yet"
      )}
      {broken > 0 ? (
        <>
          {" · "}
          <Door href="/alerts/rules" tone="bad">
            {sayMany(broken, "rule")}
          </Door>{" "}
          could not be read
        </>
      ) : null}
    </>
  );
}

function Others({ alerts }: { alerts: AlertDto[] }) {
  return (
    <Table
      label="Pending and recent alerts"
      head={
        <>
          <Th>Alert</Th>
          <Th>State</Th>
          <Th wide>Scope</Th>
          <Th numeric>Since</Th>
        </>
      }
    >
      {alerts.map((alert) => (
        <Tr key={alert.id}>
          <NameCell href={`/alerts/${alert.id}`} name={alert.rule} sub={alert.summary} narrow={scopeOf(alert)} />
          <Td>
            <AlertStateTag state={alert.state} />
          </Td>
          <Td wide className="text-ink-2">
            {scopeOf(alert)}
          </Td>
          <Td numeric className="text-ink-3">
            <RelativeTime at={alert.resolvedAt ?? alert.pendingAt} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function scopeOf({ labels }: AlertDto): string {
  return [labels["destination"] ?? labels["source"] ?? labels["integration"], labels["environment"]]
    .filter(Boolean)
    .join(", ");
}
