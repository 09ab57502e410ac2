import { ActionButton } from "#components/form/action-button.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import type { DestinationDto } from "#lib/webhooks/schema.ts";
import { deleteDestination, pauseDestination, resumeDestination } from "../../actions.ts";
import { ReasonButton } from "../../reason-button.tsx";

type Props = { destination: DestinationDto; operate?: string };

export function DestinationVerbs({ destination, operate }: Props) {
  const { id, name, status } = destination;
  if (status !== "active")
    return (
      <ActionButton
        variant="primary"
        action={resumeDestination}
        input={{ id }}
        disabledReason={operate}
        done={`${name} is active. What waited flows in order.`}
      >
        {status === "disabled" ? "Enable" : "Resume"}
      </ActionButton>
    );
  return (
    <ReasonButton
      action={pauseDestination}
      input={{ id }}
      disabledReason={operate}
      done={`Paused ${name}.`}
      reason={{ label: "Reason" }}
      ask={{
        title: `Pause ${name}?`,
        says: "Nothing is sent to it. What is for it is held, and what is under way finishes.",
        undo: "Resume sends what is held, in order.",
        keep: "Keep it running",
        act: "Pause the destination",
      }}
    >
      Pause
    </ReasonButton>
  );
}

export function DeleteDestination({ destination, refusal }: { destination: DestinationDto; refusal?: string }) {
  const { id, name, counts, routes } = destination;
  const waiting = counts.pending + counts.held + counts.parked;
  return (
    <ActionButton
      variant="danger-quiet"
      action={deleteDestination}
      input={{ id }}
      disabledReason={refusal}
      ask={{
        title: `Delete ${name}?`,
        says: `${sayMany(routes.length, "route")} to it ${routes.length === 1 ? "goes" : "go"} with it. What it took stays in the history.`,
        sum: [
          { label: "Deliveries that wait", value: sayCount(waiting) },
          { label: "Will be cancelled", value: sayCount(waiting), total: true },
        ],
        undo: "This cannot be undone. Its deliveries can not be replayed to it any more.",
        keep: "Keep it",
        act: "Delete the destination",
        danger: true,
        typeName: name,
      }}
    >
      Delete destination
    </ActionButton>
  );
}
