"use client";

import { useId, useState } from "react";
import { type Action, useAction } from "#components/form/use-action.ts";
import { AlertDialog, type Question } from "#components/ui/alert-dialog.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";

type Props<Input> = Omit<ButtonProps, "onClick" | "pending" | "type"> & {
  action: Action<Input & { reason?: string }, unknown>;
  input: Input;
  ask: Question;
  reason: { label: string; help?: string; optional?: boolean };
  done: string;
};

/** A verb that asks why: the reason stands in the audit log, and with what it was said about. */
export function ReasonButton<Input extends object>({ action, input, ask, reason, done, ...button }: Props<Input>) {
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const id = useId();
  const { run, pending, problem } = useAction({
    action,
    done,
    onDone: () => {
      setAsking(false);
      setText("");
    },
  });
  const act = () => {
    const given = text.trim();
    const isMissing = !reason.optional && given.length < 3;
    setMissing(isMissing);
    if (!isMissing) run({ ...input, ...(given === "" ? {} : { reason: given }) });
  };
  return (
    <>
      <Button {...button} pending={pending && !asking && "Working"} onClick={() => setAsking(true)} />
      {asking ? (
        <AlertDialog question={ask} pending={pending} problem={problem} onAct={act} onClose={() => setAsking(false)}>
          <Field
            id={id}
            label={reason.label}
            help={reason.help}
            optional={reason.optional}
            errors={missing ? ["Say why, in a few words."] : []}
          >
            <Textarea
              id={id}
              rows={2}
              value={text}
              aria-invalid={missing || undefined}
              aria-describedby={missing ? `${id}-error` : undefined}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        </AlertDialog>
      ) : null}
    </>
  );
}
