"use client";

import { useOptimistic, useState, useTransition } from "react";
import { AlertDialog, type Question } from "#components/ui/alert-dialog.tsx";
import { Lever } from "#components/ui/lever.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Action } from "./use-action.ts";

type Props<Input> = {
  label: string;
  on: boolean;
  action: Action<Input, unknown>;
  /** What to send for each position; both are plain data, so a server page may give them. */
  turnOn: Input;
  turnOff: Input;
  says?: { on: string; off: string };
  words?: readonly [on: string, off: string];
  disabledReason?: string;
  /** Asks before this position; the other one goes at once with undo in the toast. */
  askOn?: Question;
  askOff?: Question;
  kill?: boolean;
};

/** A switch over a server action: shows the new position at once, and comes back if the server refuses. */
export function ActionSwitch<Input>(props: Props<Input>) {
  const { label, on, action, turnOn, turnOff, says, words, disabledReason, askOn, askOff, kill = false } = props;
  const [pending, start] = useTransition();
  const [shown, show] = useOptimistic(on);
  const [asking, setAsking] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const flip = (next: boolean, undoable: boolean) =>
    start(async () => {
      show(next);
      const answer = await action(next ? turnOn : turnOff);
      setProblem(answer.ok ? null : answer.error.message);
      if (!answer.ok) {
        toast(answer.error.message, { tone: "bad" });
        return;
      }
      setAsking(null);
      const said = next ? says?.on : says?.off;
      if (said) toast(said, { tone: "ok", undo: undoable ? () => flip(!next, false) : undefined });
    });
  const wanted = (next: boolean) => {
    const question = next ? askOn : askOff;
    if (question) setAsking(next);
    else flip(next, !(next ? askOff : askOn));
  };
  const question = asking === null ? undefined : asking ? askOn : askOff;
  return (
    <>
      {kill ? (
        <Lever
          label={label}
          running={shown}
          words={words}
          pending={pending}
          disabledReason={disabledReason}
          onFlip={() => wanted(!shown)}
        />
      ) : (
        <Switch
          label={label}
          checked={shown}
          words={words}
          pending={pending}
          disabledReason={disabledReason}
          onChange={wanted}
        />
      )}
      {question && asking !== null ? (
        <AlertDialog
          question={question}
          pending={pending}
          problem={problem}
          onAct={() => flip(asking, false)}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  );
}
