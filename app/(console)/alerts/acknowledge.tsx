"use client";

import { useState } from "react";
import { useAction } from "#components/form/use-action.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { acknowledgeAlert } from "./actions.ts";

type Props = { id: string; rule: string; refusal?: string };

/** "I have it." Works with one thumb: a large button, one optional field. */
export function Acknowledge({ id, rule, refusal }: Props) {
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState("");
  const { run, pending, problem } = useAction({
    action: acknowledgeAlert,
    done: "You have it. Everyone who was told hears that.",
    onDone: () => setAsking(false),
  });
  const disabled = refusal === undefined ? {} : { disabledReason: refusal };
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)} aria-label={`Acknowledge ${rule}`} {...disabled}>
        Acknowledge
      </Button>
      {asking ? (
        <AlertDialog
          question={{
            title: `Take ${rule}?`,
            says: "It keeps firing until the cause is gone, and it shows that you have it. Whoever was told that it fires is told this too.",
            undo: "It cannot be given back; somebody else can still act on it.",
            keep: "Not yet",
            act: "Acknowledge",
          }}
          pending={pending}
          problem={problem}
          onAct={() => run({ id, note })}
          onClose={() => setAsking(false)}
        >
          <Field id="ack-note" label="Note" optional help="What you are doing, for those who look next.">
            <Input
              id="ack-note"
              value={note}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
        </AlertDialog>
      ) : null}
    </>
  );
}
