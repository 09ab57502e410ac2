import { Attempts } from "#components/state/attempt-lane.tsx";
import { DeliveryStateTag, deliveryStateLooks } from "#components/state/delivery-state.tsx";
import { CopyId } from "#components/ui/copy-button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Payload } from "#components/ui/payload.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Ctx } from "#lib/core/ctx.ts";
import { getDelivery } from "#lib/webhooks/delivery-queries.ts";
import { getEvent } from "#lib/webhooks/event-queries.ts";
import type { DeliveryDetail, DeliveryDto } from "#lib/webhooks/schema.ts";
import { discardDeliveries } from "../actions.ts";
import { lookUp } from "../look-up.ts";
import { ReasonButton } from "../reason-button.tsx";
import { discardRefusal, replayRefusal } from "../refusals.ts";
import { ReplayButton } from "../replay-button.tsx";
import { hrefOf, type Params, stepsAround } from "../search.ts";
import { AttemptDetail } from "./attempt-detail.tsx";
import { lanesOf } from "./delivery-lanes.ts";

type Props = { ctx: Ctx; id: string; rows: readonly DeliveryDto[]; params: Params; path: string };

export async function DeliveryDrawer({ ctx, id, rows, params, path }: Props) {
  const delivery = await lookUp(getDelivery(ctx, id));
  const closeHref = hrefOf(path, params);
  if (delivery === null)
    return (
      <Drawer label="Delivery" bar="Not found" closeHref={closeHref}>
        <p className="text-14">No delivery of this workspace has this id. It may be past its retention.</p>
      </Drawer>
    );
  const event = await lookUp(getEvent(ctx, delivery.eventId));
  return (
    <Drawer
      label={`Delivery ${delivery.eventType}`}
      bar={
        <>
          <DeliveryStateTag state={delivery.state} />
          <span className="mono truncate">{delivery.eventType}</span>
        </>
      }
      closeHref={closeHref}
      {...stepsAround(rows, delivery.id, (next) => hrefOf(path, { ...params, delivery: next }))}
      foot={<Verbs ctx={ctx} delivery={delivery} />}
    >
      <p className="mb-4 text-14">
        <Sentence delivery={delivery} />
      </p>
      <KeyValues rows={factsOf(delivery)} />
      <Section title="Attempts" note="bars shrink as they grow; the numbers are exact">
        {delivery.attempts.length === 0 && delivery.state !== "cancelled" ? null : delivery.attempts.length === 0 ? (
          <p className="text-13 text-ink-3">It was never sent.</p>
        ) : null}
        <Attempts
          attempts={lanesOf(delivery).map(({ at, ...lane }) => ({
            ...lane,
            start:
              at === null ? (
                deliveryStateLooks[delivery.state].word.toLowerCase()
              ) : (
                <LocalTime at={at} shape="seconds" />
              ),
          }))}
        />
      </Section>
      {delivery.attempts.length > 0 ? (
        <Section title="What was said" note="the newest first; secrets are left out">
          <div className="grid gap-2">
            {delivery.attempts.toReversed().map((attempt, at) => (
              <AttemptDetail key={attempt.id} attempt={attempt} isOpen={at === 0} />
            ))}
          </div>
        </Section>
      ) : null}
      <Section title="Payload" note="the bytes that are sent, each time the same">
        {event ? (
          <Payload bytes={Buffer.from(event.bodyBase64, "base64")} sha256={event.sha256} />
        ) : (
          <p className="text-13 text-ink-3">The event is past its retention.</p>
        )}
      </Section>
    </Drawer>
  );
}

function Sentence({ delivery }: { delivery: DeliveryDetail }) {
  const { attemptCount, destinationName, state, why, nextAttemptAt, resolution, resolvedReason } = delivery;
  const tried = attemptCount === 0 ? "Not tried yet." : `Tried ${sayMany(attemptCount, "time")}.`;
  const to = state === "delivered" ? `${destinationName} took it: ${why}.` : `To ${destinationName}: ${why}.`;
  return (
    <>
      {tried} {to}
      {nextAttemptAt ? (
        <>
          {" "}
          Next try <RelativeTime at={nextAttemptAt} />.
        </>
      ) : null}
      {resolution
        ? ` It was ${resolution}${resolution === "discarded" && resolvedReason ? `: ${resolvedReason}` : ""}.`
        : null}
    </>
  );
}

function factsOf(delivery: DeliveryDetail) {
  const { id, eventId, sourceId, sourceName, destinationId, destinationName, routeTypes, integration } = delivery;
  return [
    { key: "Delivery", value: <CopyId id={id} /> },
    {
      key: "Event",
      value: (
        <>
          <CopyId id={eventId} />{" "}
          <TextLink href={hrefOf("/webhooks/events", { range: "all", event: eventId })}>open</TextLink>
        </>
      ),
    },
    { key: "webhook-id", value: <CopyId id={delivery.webhookId} /> },
    {
      key: "Route",
      value: (
        <>
          <TextLink href={`/webhooks/sources/${sourceId}`}>{sourceName}</TextLink> to{" "}
          <TextLink href={`/webhooks/destinations/${destinationId}`}>{destinationName}</TextLink>
          {routeTypes.length > 0 ? <span className="mono text-ink-3">, {routeTypes.join(" ")}</span> : null}
        </>
      ),
    },
    ...(integration
      ? [{ key: "Integration", value: <TextLink href={`/integrations/${integration}`}>{integration}</TextLink> }]
      : []),
    ...(delivery.receivedAt ? [{ key: "Received", value: <LocalTime at={delivery.receivedAt} shape="exact" /> }] : []),
    ...(delivery.finishedAt ? [{ key: "Ended", value: <LocalTime at={delivery.finishedAt} shape="exact" /> }] : []),
    ...(delivery.traceId ? [{ key: "Trace", value: <CopyId id={delivery.traceId} /> }] : []),
  ];
}

function Verbs({ ctx, delivery }: { ctx: Ctx; delivery: DeliveryDetail }) {
  const { id, state, environment, resolution } = delivery;
  const isSettled = state === "dead" && resolution !== null;
  const isEnded = state === "delivered" || state === "dead" || state === "cancelled";
  const noReplay = !isEnded
    ? "It has not ended; it is sent by itself."
    : isSettled
      ? `It was ${resolution}.`
      : replayRefusal(ctx, environment);
  const noDiscard =
    state === "leased"
      ? "It is being sent now."
      : state === "delivered" || state === "cancelled" || isSettled
        ? "It has ended."
        : discardRefusal(ctx);
  const keep = state === "dead" ? "Keep it dead" : "Leave it";
  return (
    <>
      <ReplayButton
        variant={state === "dead" && !isSettled ? "primary" : "secondary"}
        chosen={{ deliveryIds: [id] }}
        keep={keep}
        disabledReason={noReplay}
      >
        Replay
      </ReplayButton>
      <ReasonButton
        variant="danger-quiet"
        action={discardDeliveries}
        input={{ deliveryIds: [id] }}
        disabledReason={noDiscard}
        reason={{ label: "Reason" }}
        done="Discarded one delivery."
        ask={{
          title: "Discard this delivery?",
          says: isEnded ? "It leaves the dead letters." : "It is cancelled and never sent.",
          undo: "It stays in the history, and can be replayed from there.",
          keep,
          act: "Discard it",
          danger: true,
        }}
      >
        Discard
      </ReasonButton>
    </>
  );
}
