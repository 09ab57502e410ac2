import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Door } from "#components/ui/door.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Section, WithAside } from "#components/ui/section.tsx";
import { listAlerts, listRules } from "#lib/alerts/queries.ts";
import { findRunbook } from "#lib/alerts/runbooks/catalogue.ts";
import { RUNBOOK_PARTS } from "#lib/alerts/runbooks/runbook.ts";
import { requireSession } from "#lib/web/session.ts";
import { Prose } from "../prose.tsx";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: findRunbook((await params).slug)?.title ?? "Runbook" };
}

export default async function RunbookPage({ params }: Params) {
  const { ctx } = await requireSession();
  const runbook = findRunbook((await params).slug);
  if (runbook === null) notFound();
  const [rules, alerts] = await Promise.all([listRules(ctx), listAlerts(ctx)]);
  const mine = rules.filter((rule) => rule.runbook === runbook.slug);
  const open = alerts.filter(
    (alert) => alert.runbook === runbook.slug && (alert.state === "firing" || alert.state === "acknowledged"),
  );
  return (
    <>
      <ObjectHead
        name={runbook.title}
        says={runbook.summary}
        actions={<LinkButton href="/runbooks">All runbooks</LinkButton>}
      />
      <WithAside
        aside={
          <>
            <Section title="Open now">
              {open.length === 0 ? (
                <p className="text-13 text-ink-2">No alert with this runbook fires.</p>
              ) : (
                <ul className="grid gap-2 text-13">
                  {open.map((alert) => (
                    <li key={alert.id}>
                      <Door href={`/alerts/${alert.id}`} tone="bad">
                        {alert.rule}
                      </Door>
                      <span className="block text-12 text-ink-3">{alert.summary}</span>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
            <Section title="Rules">
              {mine.length === 0 ? (
                <p className="text-13 text-ink-2">No rule names this page.</p>
              ) : (
                <ul className="grid gap-1 text-13">
                  {mine.map((rule) => (
                    <li key={rule.id}>
                      <Door href={`/alerts/rules/${rule.id}`}>{rule.name}</Door>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </>
        }
      >
        {RUNBOOK_PARTS.map(([part, title]) => (
          <Section key={part} title={title}>
            <Prose text={runbook[part]} />
          </Section>
        ))}
      </WithAside>
    </>
  );
}
