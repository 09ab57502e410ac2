"use client";

import { useState } from "react";
import { AlertDialog, type Question } from "#components/ui/alert-dialog.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { type Action, useAction } from "./use-action.ts";

type Props<Input, T> = Omit<ButtonProps, "onClick" | "pending" | "type"> & {
  action: Action<Input, T>;
  input: Input;
  pendingWord?: string;
  /** Said in a toast when it worked. */
  done?: string;
  undo?: { action: Action<Input, unknown>; input: Input };
  /** Asks first. Everything that can be undone should offer `undo` instead. */
  ask?: Question;
};

/** One verb on one thing. */
export function ActionButton<Input, T>({
  action,
  input,
  pendingWord = "Working",
  done,
  undo,
  ask,
  ...button
}: Props<Input, T>) {
  const [asking, setAsking] = useState(false);
  const { run, pending, problem } = useAction({
    action,
    done,
    undo: undo ? () => undo.action(undo.input) : undefined,
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button
        {...button}
        pending={pending && !asking && pendingWord}
        onClick={() => (ask ? setAsking(true) : run(input))}
      />
      {ask && asking ? (
        <AlertDialog
          question={ask}
          pending={pending}
          problem={problem}
          onAct={() => run(input)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
