import type { Metadata } from "next";
import { LabelChips } from "#components/alerts/label-chips.tsx";
import { SeverityChip } from "#components/alerts/severity.tsx";
import { AlertStateTag, alertStateLooks } from "#components/state/alert-state.tsx";
import { Door } from "#components/ui/door.tsx";
import { History } from "#components/ui/history.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { rowsPath } from "#lib/alerts/kinds.ts";
import { getAlert } from "#lib/alerts/queries.ts";
import { findRunbook } from "#lib/alerts/runbooks/catalogue.ts";
import type { AlertDto, ToldDto, TransitionDto } from "#lib/alerts/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { Prose } from "../../runbooks/prose.tsx";
import { Acknowledge } from "../acknowledge.tsx";
import { KeepFresh } from "../keep-fresh.tsx";
import { RunbookLink } from "../open-alert.tsx";

export const metadata: Metadata = { title: "Alert" };

export default async function AlertPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const { alert, transitions, told } = await found(getAlert(ctx, (await params).id));
  const { id, rule, state, summary, kind, labels } = alert;
  const refusal = may(ctx, "alerts:acknowledge") ? {} : { refusal: "Ops and admins acknowledge alerts." };
  const runbook = findRunbook(alert.runbook);
  return (
    <>
      <ObjectHead
        name={rule}
        tags={
          <>
            <AlertStateTag state={state} />
            <SeverityChip severity={alert.severity} />
            <LabelChips labels={labels} />
          </>
        }
        says={summary}
        meta={<Since alert={alert} />}
        actions={
          <>
            {state === "firing" ? <Acknowledge id={id} rule={rule} {...refusal} /> : null}
            <LinkButton href={rowsPath(kind, labels)}>Open the rows</LinkButton>
          </>
        }
      />
      <WithAside
        aside={
          <>
            <Section title="What happened">
              <History entries={transitions.map(toEntry).reverse()} />
            </Section>
            <Section title="About">
              <KeyValues
                rows={[
                  { key: "Rule", value: <Door href={`/alerts/rules/${alert.ruleId}`}>{rule}</Door> },
                  { key: "Episode", value: String(alert.episode) },
                  { key: "Value", value: alert.value === null ? "no data" : String(Math.round(alert.value)) },
                  { key: "Limit", value: alert.threshold === null ? "none" : String(alert.threshold) },
                ]}
              />
            </Section>
          </>
        }
      >
        <Section title="Told">
          <Told told={told} alert={alert} />
        </Section>
        <Section
          title={runbook === null ? "Runbook" : `Runbook: ${runbook.title}`}
          aside={alert.runbook === "" ? undefined : <RunbookLink runbook={alert.runbook} />}
        >
          <Panel>
            {runbook === null ? (
              <p className="text-13 text-ink-2">
                {alert.runbook === "" ? "This rule names none." : "It is kept outside of Interlock."}
              </p>
            ) : (
              <>
                <h3 className="mb-1 font-semibold text-13">Check first</h3>
                <Prose text={runbook.checks} />
                <h3 className="mt-4 mb-1 font-semibold text-13">Safe actions</h3>
                <Prose text={runbook.actions} />
              </>
            )}
          </Panel>
        </Section>
      </WithAside>
      {state === "resolved" ? null : <KeepFresh seconds={5} />}
    </>
  );
}

function Since({ alert }: { alert: AlertDto }) {
  const { resolvedAt, firedAt, pendingAt, acknowledgedAt, acknowledgedBy, acknowledgeNote, clearSince } = alert;
  if (resolvedAt)
    return (
      <>
        Resolved <RelativeTime at={resolvedAt} />
      </>
    );
  return (
    <>
      {firedAt ? "Firing since " : "Pending since "}
      <LocalTime at={firedAt ?? pendingAt} />
      {acknowledgedAt ? ` · ${acknowledgedBy} has it${acknowledgeNote ? `: ${acknowledgeNote}` : ""}` : ""}
      {clearSince ? (
        <>
          {" · "}clear since <RelativeTime at={clearSince} />, resolves when it stays so
        </>
      ) : null}
    </>
  );
}

function toEntry(row: TransitionDto, index: number) {
  return {
    id: `${row.at} ${index}`,
    tone: alertStateLooks[row.to].tone,
    title: alertStateLooks[row.to].word,
    says: row.actor,
    when: <LocalTime at={row.at} shape="exact" />,
  };
}

const TOLD_WORDS: Record<string, string> = {
  sent: "delivered",
  queued: "waiting",
  dead: "given up",
  cancelled: "cancelled",
};
const TOLD_TONES = { sent: "ok", queued: "warn", dead: "bad", cancelled: "quiet" } as const;

function Told({ told, alert }: { told: ToldDto[]; alert: AlertDto }) {
  if (told.length === 0)
    return (
      <p className="text-13 text-ink-2">
        {alert.firedAt === null ? "Nobody yet: it has not fired." : "Nobody: this rule had no channel that was on."}
      </p>
    );
  return (
    <History
      entries={told.map((sent, index) => ({
        id: `${sent.channel} ${index}`,
        tone: TOLD_TONES[
          sent.state === "sent" || sent.state === "queued" || sent.state === "dead" ? sent.state : "cancelled"
        ],
        title: `${sent.channel}: ${sent.transition}, ${TOLD_WORDS[sent.state] ?? sent.state}`,
        says: sent.lastError ?? undefined,
        when: sent.sentAt ? (
          <LocalTime at={sent.sentAt} shape="exact" />
        ) : sent.state === "queued" ? (
          <>
            try {sent.attempts + 1} <RelativeTime at={sent.nextAttemptAt} />
          </>
        ) : (
          `${sent.attempts} tries`
        ),
      }))}
    />
  );
}
