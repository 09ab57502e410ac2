import type { Metadata } from "next";
import { SeverityChip } from "#components/alerts/severity.tsx";
import { ActionButton } from "#components/form/action-button.tsx";
import { ActionSwitch } from "#components/form/action-switch.tsx";
import { Door } from "#components/ui/door.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import { getAlertOverview, listRules } from "#lib/alerts/queries.ts";
import { RUNBOOKS } from "#lib/alerts/runbooks/catalogue.ts";
import type { RuleDto } from "#lib/alerts/schema.ts";
import { sayDuration } from "#lib/alerts/words.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { ensureDefaultRules, setRuleEnabled } from "../actions.ts";
import { AlertsTabs } from "../alerts-tabs.tsx";

export const metadata: Metadata = { title: "Alert rules" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function RulesPage({ searchParams }: { searchParams: Search }) {
  const { ctx } = await requireSession();
  const { integration } = await searchParams;
  const [rules, { firing, acknowledged, pending, rules: on, channels }] = await Promise.all([
    listRules(ctx, typeof integration === "string" ? { integration } : {}),
    getAlertOverview(ctx),
  ]);
  const mayWrite = may(ctx, "alerts:write");
  return (
    <>
      <StateHead
        says={<Says rules={rules} />}
        meta="Checked every 15 seconds. What cannot be read stays as it was and never resolves an alert."
        actions={
          mayWrite ? (
            <LinkButton href="/alerts/rules/new" variant="primary">
              New rule
            </LinkButton>
          ) : (
            <Why>Ops and admins make and change rules.</Why>
          )
        }
      />
      <AlertsTabs
        here="/alerts/rules"
        counts={{ open: firing + acknowledged + pending, rules: on, channels, runbooks: RUNBOOKS.length }}
      />
      {typeof integration === "string" ? (
        <FilterBar>
          <FilterChip label="watches" value={integration} clearHref="/alerts/rules" />
        </FilterBar>
      ) : null}
      {rules.length === 0 ? (
        <Panel padded={false}>
          <EmptyState
            title="No rules yet"
            action={
              mayWrite ? (
                <ActionButton
                  variant="primary"
                  action={ensureDefaultRules}
                  input={{}}
                  done="Four rules watch this workspace now."
                  pendingWord="Making"
                >
                  Make the four usual rules
                </ActionButton>
              ) : undefined
            }
          >
            A rule compares what happens with what is allowed: dead letters, breakers, waiting deliveries, silent
            sources. It waits, fires, tells its channels and says when it is over.
          </EmptyState>
        </Panel>
      ) : (
        <Table
          label="Alert rules"
          head={
            <>
              <Th>Rule</Th>
              <Th wide>Severity</Th>
              <Th wide>Tells</Th>
              <Th numeric wide>
                Open
              </Th>
              <Th numeric wide>
                Checked
              </Th>
              <Th>State</Th>
            </>
          }
        >
          {rules.map((rule) => (
            <Row key={rule.id} rule={rule} mayWrite={mayWrite} />
          ))}
        </Table>
      )}
    </>
  );
}

function Says({ rules }: { rules: RuleDto[] }) {
  const on = rules.filter(({ enabled }) => enabled);
  const deaf = on.filter(({ channels }) => channels.length === 0).length;
  const broken = on.filter(({ lastError }) => lastError !== null).length;
  return (
    <>
      {sayMany(on.length, "rule is", "rules are")} on.
      {deaf > 0 ? ` ${deaf} of them ${deaf === 1 ? "tells" : "tell"} nobody.` : ""}
      {broken > 0 ? ` ${broken} could not be read.` : ""}
    </>
  );
}

function scopeOf({ integration, environment }: RuleDto): string {
  return `${integration?.name ?? "every integration"}, ${environment ?? "test and live"}`;
}

function Row({ rule, mayWrite }: { rule: RuleDto; mayWrite: boolean }) {
  const { id, name, says, forSeconds, enabled, severity, channels, open, lastEvaluatedAt, lastError, runbook } = rule;
  const waits = forSeconds > 0 ? `, for ${sayDuration(forSeconds)}` : "";
  const refusal = !mayWrite
    ? "Ops and admins only"
    : !enabled && runbook === ""
      ? "It needs a runbook first."
      : undefined;
  return (
    <Tr>
      <NameCell
        href={`/alerts/rules/${id}`}
        name={name}
        sub={`${says[0]?.toUpperCase()}${says.slice(1)}${waits} · ${scopeOf(rule)}`}
        narrow={channels.length === 0 ? "tells nobody" : channels.map((channel) => channel.name).join(", ")}
      />
      <Td wide>
        <SeverityChip severity={severity} />
      </Td>
      <Td wide className={channels.length === 0 ? "text-warn" : "text-ink-2"}>
        {channels.length === 0 ? "nobody" : channels.map((channel) => channel.name).join(", ")}
      </Td>
      <Td numeric wide>
        {open > 0 ? (
          <span className="relative">
            <Door href={`/alerts?rule=${id}`} tone="bad">
              {open}
            </Door>
          </span>
        ) : (
          <span className="text-ink-3">0</span>
        )}
      </Td>
      <Td numeric wide className={lastError ? "text-bad" : "text-ink-3"}>
        {lastError ? (
          <span title={lastError}>could not be read</span>
        ) : lastEvaluatedAt ? (
          <RelativeTime at={lastEvaluatedAt} />
        ) : (
          "not yet"
        )}
      </Td>
      <Td>
        <span className="relative">
          <ActionSwitch
            label={name}
            on={enabled}
            action={setRuleEnabled}
            turnOn={{ id, enabled: true }}
            turnOff={{ id, enabled: false }}
            says={{ on: `${name} is on.`, off: `${name} is off.` }}
            {...(refusal === undefined ? {} : { disabledReason: refusal })}
            {...(open > 0
              ? {
                  askOff: {
                    title: `Turn ${name} off while ${sayMany(open, "alert")} of it ${open === 1 ? "is" : "are"} open?`,
                    says: "Nobody watches this any more. What is open ends now, and whoever was told hears that.",
                    undo: "Turn it on again: if the cause is still there, it fires as a new episode.",
                    keep: "Keep watching",
                    act: "Turn it off",
                    danger: true,
                  },
                }
              : {})}
          />
        </span>
      </Td>
    </Tr>
  );
}
