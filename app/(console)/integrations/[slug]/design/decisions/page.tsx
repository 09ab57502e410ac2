import { CircleCheck, CircleX, Hourglass, Undo2 } from "lucide-react";
import { ActionButton } from "#components/form/action-button.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import { Why } from "#components/ui/why.tsx";
import { rolesWith } from "#lib/auth/permissions.ts";
import { may } from "#lib/core/ctx.ts";
import { listDecisions } from "#lib/integrations/record-queries.ts";
import type { DecisionDto } from "#lib/integrations/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadIntegration } from "../../_load.ts";
import { decideDecisionAction, proposeDecisionAction } from "../../actions.ts";
import { Prose } from "../_components/prose.tsx";
import { DecisionForm } from "./_components/decision-form.tsx";

const looks: Record<DecisionDto["status"], StateLook> = {
  proposed: { word: "Proposed", tone: "warn", icon: Hourglass },
  accepted: { word: "Accepted", tone: "ok", icon: CircleCheck },
  rejected: { word: "Rejected", tone: "quiet", icon: CircleX },
  superseded: { word: "Superseded", tone: "quiet", icon: Undo2 },
};

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ topic?: string | string[] }> };

export default async function DecisionsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { ctx, user } = await requireSession();
  const integration = await loadIntegration(slug);
  const decisions = await listDecisions(ctx, slug);
  const topic = [(await searchParams).topic].flat()[0] ?? "provider";
  const refusal = integration.archivedAt
    ? "This integration is archived"
    : may(ctx, "designs:write")
      ? null
      : "Engineers and admins propose decisions";
  return (
    <WithAside
      aside={
        <Section title="Propose a decision">
          {refusal === null ? (
            <DecisionForm slug={slug} topic={topic} action={proposeDecisionAction} />
          ) : (
            <Why>{refusal}</Why>
          )}
        </Section>
      }
    >
      <Section title="Decisions" note={String(decisions.length)}>
        {decisions.length === 0 ? (
          <Panel>
            <p className="max-w-[62ch] text-13 text-ink-2">
              No decision is written down yet. Start with the topic <span className="mono">provider</span>: which one,
              out of which options, and why. Two checklist items look at it.
            </p>
          </Panel>
        ) : (
          <div className="grid gap-4">
            {decisions.map((decision) => (
              <Decision
                key={decision.id}
                decision={decision}
                refusal={whyNot(decision, user.id, may(ctx, "gates:request"))}
              />
            ))}
          </div>
        )}
      </Section>
    </WithAside>
  );
}

function whyNot(decision: DecisionDto, me: string, mayDecide: boolean): string | null {
  if (!mayDecide) return `Accepting is for ${rolesWith("gates:request").join(", ")}`;
  if (decision.authorId === me) return "You wrote it, so another person accepts or rejects it";
  return null;
}

function Decision({ decision, refusal }: { decision: DecisionDto; refusal: string | null }) {
  return (
    <article aria-label={decision.title}>
      <Panel>
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h3 className="font-semibold text-14">
            {decision.number}. {decision.title}
          </h3>
          <span className="text-13">
            <StateTag look={looks[decision.status]} />
          </span>
          <span className="mono text-12 text-ink-3">{decision.topic}</span>
        </div>
        <p className="mt-0.5 mb-3 text-12 text-ink-3">
          {decision.author ?? "An API token"}, <LocalTime at={decision.createdAt} shape="date" />
          {decision.decidedAt ? (
            <>
              {" · "}
              {decision.status === "rejected" ? "rejected" : "decided"} by {decision.decidedBy ?? "an API token"},{" "}
              <LocalTime at={decision.decidedAt} shape="date" />
            </>
          ) : null}
        </p>
        <dl className="grid gap-3 text-13">
          <Part word="Context" text={decision.context} />
          <div>
            <dt className="text-12 text-ink-3">Options</dt>
            <dd>
              <ul className="ml-5 list-disc">
                {decision.options.map((option) => (
                  <li key={option} className={option === decision.choice ? "font-semibold" : ""}>
                    {option}
                    {option === decision.choice ? " (chosen)" : ""}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
          <Part word="Why" text={decision.rationale} />
          <Part word="Consequences" text={decision.consequences} />
          <Part word="How it is confirmed" text={decision.confirmation} />
        </dl>
        {decision.status === "proposed" ? (
          <div className="mt-4 flex flex-wrap gap-2 border-line border-t pt-3">
            {refusal === null ? (
              <>
                <ActionButton
                  variant="primary"
                  size="s"
                  action={decideDecisionAction}
                  input={{ decisionId: decision.id, verdict: "accept" }}
                  done={`Decision ${decision.number} is accepted.`}
                >
                  Accept
                </ActionButton>
                <ActionButton
                  size="s"
                  action={decideDecisionAction}
                  input={{ decisionId: decision.id, verdict: "reject" }}
                  done={`Decision ${decision.number} is rejected.`}
                >
                  Reject
                </ActionButton>
              </>
            ) : (
              <Why>{refusal}</Why>
            )}
          </div>
        ) : null}
      </Panel>
    </article>
  );
}

function Part({ word, text }: { word: string; text: string }) {
  if (text.trim() === "") return null;
  return (
    <div>
      <dt className="text-12 text-ink-3">{word}</dt>
      <dd>
        <Prose text={text} />
      </dd>
    </div>
  );
}
