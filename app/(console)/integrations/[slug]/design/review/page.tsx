import { CalendarClock, CircleCheck, CircleX, Eye } from "lucide-react";
import { ActionButton } from "#components/form/action-button.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { listPeople } from "#lib/integrations/queries.ts";
import { listReviews } from "#lib/integrations/record-queries.ts";
import type { ReviewDto } from "#lib/integrations/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadIntegration } from "../../_load.ts";
import { finishReviewAction, scheduleReviewAction, startReviewAction } from "../../actions.ts";
import { FinishForm } from "./_components/finish-form.tsx";
import { ScheduleForm } from "./_components/schedule-form.tsx";

const looks: Record<ReviewDto["state"], StateLook> = {
  scheduled: { word: "Scheduled", tone: "info", icon: CalendarClock },
  in_progress: { word: "In progress", tone: "info", icon: Eye },
  passed: { word: "Passed", tone: "ok", icon: CircleCheck },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
};

const PROMPTS = [
  "Where could a credential be exposed?",
  "Is everything encrypted on its way?",
  "Is every webhook signature verified?",
  "Is every input checked before it is used?",
  "Would the audit log answer who did what?",
  "Does each API scope have a reason, and is none unused?",
];

type Props = { params: Promise<{ slug: string }> };

export default async function ReviewPage({ params }: Props) {
  const { slug } = await params;
  const { ctx, user } = await requireSession();
  const integration = await loadIntegration(slug);
  const [reviews, people] = await Promise.all([listReviews(ctx, slug), listPeople(ctx)]);
  const others = people.filter((person) => person.id !== user.id && person.role !== "viewer");
  const refusal = integration.archivedAt
    ? "This integration is archived"
    : !may(ctx, "designs:write")
      ? "Engineers and admins ask for a review"
      : others.length === 0
        ? "Nobody else in this workspace can review. Invite somebody first"
        : null;
  return (
    <WithAside
      aside={
        <>
          <Section title="Schedule a review">
            {refusal === null ? (
              <ScheduleForm
                slug={slug}
                people={others.map(({ id, name }) => ({ value: id, word: name }))}
                action={scheduleReviewAction}
              />
            ) : (
              <Why>{refusal}</Why>
            )}
          </Section>
          <Section title="What a reviewer asks">
            <ul className="ml-4 grid list-disc gap-1.5 text-13 text-ink-2">
              {PROMPTS.map((prompt) => (
                <li key={prompt}>{prompt}</li>
              ))}
            </ul>
          </Section>
        </>
      }
    >
      <Section title="Security reviews" note={String(reviews.length)}>
        {reviews.length === 0 ? (
          <Panel>
            <p className="max-w-[62ch] text-13 text-ink-2">
              No review is scheduled. Choose a day and a person other than you; the design gate waits for the date, the
              verification gate for the outcome.
            </p>
          </Panel>
        ) : (
          <div className="grid gap-4">
            {reviews.map((review) => (
              <Review key={review.id} review={review} refusal={whyNot(review, user.name, may(ctx, "gates:request"))} />
            ))}
          </div>
        )}
      </Section>
    </WithAside>
  );
}

function whyNot(review: ReviewDto, me: string, mayReview: boolean): string | null {
  if (!mayReview) return "Engineers, ops and admins do reviews";
  return review.author === me ? "You asked for it, so another person does it" : null;
}

function Review({ review, refusal }: { review: ReviewDto; refusal: string | null }) {
  const open = review.state === "scheduled" || review.state === "in_progress";
  return (
    <article aria-label={`Review of ${review.scheduledFor}`}>
      <Panel>
        <div className="flex flex-wrap items-baseline gap-x-3 text-13">
          <StateTag look={looks[review.state]} />
          {review.overdue ? <span className="font-medium text-bad">Overdue</span> : null}
          <span>
            for <LocalTime at={`${review.scheduledFor}T12:00:00Z`} shape="date" />
          </span>
          <span className="text-ink-2">
            {review.reviewer} reviews, {review.author} asked
          </span>
        </div>
        {review.notes ? <p className="mt-2 max-w-[70ch] text-13 whitespace-pre-wrap">{review.notes}</p> : null}
        {review.openHighFindings > 0 ? (
          <p className="mt-1 text-13 text-bad">{review.openHighFindings} high findings are open.</p>
        ) : null}
        {open ? (
          <div className="mt-3 border-line border-t pt-3">
            {refusal !== null ? (
              <Why>{refusal}</Why>
            ) : review.state === "scheduled" ? (
              <ActionButton
                size="s"
                action={startReviewAction}
                input={{ reviewId: review.id }}
                done="The review has started."
              >
                Start it
              </ActionButton>
            ) : (
              <FinishForm reviewId={review.id} action={finishReviewAction} />
            )}
          </div>
        ) : null}
      </Panel>
    </article>
  );
}
