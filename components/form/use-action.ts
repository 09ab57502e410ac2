"use client";

import { useState, useTransition } from "react";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/core/result.ts";

export type Action<Input, T> = (input: Input) => Promise<ActionResult<T>>;

type Options<Input, T> = {
  action: Action<Input, T>;
  done?: string | ((data: T) => string);
  /** Puts things back; offered in the toast. */
  undo?: () => Promise<ActionResult<unknown>>;
  onDone?: (data: T) => void;
};

/** Calls a server action outside a form: pending state, a toast with the outcome, the problem in words. */
export function useAction<Input, T>({ action, done, undo, onDone }: Options<Input, T>) {
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const run = (input: Input) =>
    start(async () => {
      const answer = await action(input);
      if (!answer.ok) {
        setProblem(answer.error.message);
        toast(answer.error.message, {
          tone: "bad",
          description: answer.error.kind === "internal" ? `Reference ${answer.error.ref}` : undefined,
        });
        return;
      }
      setProblem(null);
      const said = typeof done === "function" ? done(answer.data) : done;
      if (said) toast(said, { tone: "ok", undo: undo ? () => start(() => runUndo(undo)) : undefined });
      onDone?.(answer.data);
    });
  return { run, pending, problem };
}

async function runUndo(undo: () => Promise<ActionResult<unknown>>): Promise<void> {
  const answer = await undo();
  if (answer.ok) toast("Undone.", { tone: "ok" });
  else toast(answer.error.message, { tone: "bad" });
}
