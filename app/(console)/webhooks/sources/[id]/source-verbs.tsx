import { ActionButton } from "#components/form/action-button.tsx";
import type { SourceDto } from "#lib/webhooks/source-schema.ts";
import { pauseSource, resumeSource } from "../../actions.ts";
import { ReasonButton } from "../../reason-button.tsx";

/** Stops and starts what follows a source; it keeps receiving all the while. */
export function SourceVerbs({ source, operate }: { source: SourceDto; operate?: string }) {
  const { id, name } = source;
  if (source.state === "paused")
    return (
      <ActionButton
        variant="primary"
        action={resumeSource}
        input={{ id }}
        disabledReason={operate}
        done={`Resumed ${name}. What was held flows in order.`}
      >
        Resume
      </ActionButton>
    );
  return (
    <ReasonButton
      action={pauseSource}
      input={{ id }}
      disabledReason={operate}
      done={`Paused ${name}.`}
      reason={{ label: "Reason" }}
      ask={{
        title: `Pause ${name}?`,
        says: "It goes on receiving: events are verified, stored and answered 202. Their deliveries are held.",
        undo: "Resume lets what is held flow, in order.",
        keep: "Keep it running",
        act: "Pause the source",
      }}
    >
      Pause
    </ReasonButton>
  );
}
