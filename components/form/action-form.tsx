"use client";

import { createContext, type ReactNode, startTransition, useActionState, useContext, useEffect, useRef } from "react";
import { FormErrorSummary, type FormProblem } from "#components/ui/form-error-summary.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionError, ActionResult } from "#lib/core/result.ts";

type FormState = { formId: string; pending: boolean; fields: Readonly<Record<string, string[]>> };

const Form = createContext<FormState>({ formId: "", pending: false, fields: {} });

/** What a field or a submit button inside an `ActionForm` may know. */
export function useForm(): FormState {
  return useContext(Form);
}

/** The id of a field's control; the summary links to it. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name}`;
}

type Props<T> = {
  /** Names the form, and starts the ids of its fields. */
  id: string;
  action: (data: FormData) => Promise<ActionResult<T>>;
  /** Said in a toast when it worked. */
  done?: string;
  onDone?: (data: T) => void;
  /** Empties the form after success: for forms that add one of many. */
  resetWhenDone?: boolean;
  className?: string;
  children: ReactNode;
};

/** A form over a server action. What was typed stays in place when the server refuses it. */
export function ActionForm<T>({ id, action, done, onDone, resetWhenDone = false, className, children }: Props<T>) {
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [result, submit, pending] = useActionState(async (_before: ActionResult<T> | null, data: FormData) => {
    const answer = await action(data);
    if (answer.ok) {
      if (done) toast(done, { tone: "ok" });
      if (resetWhenDone) form.current?.reset();
      onDone?.(answer.data);
    }
    return answer;
  }, null);
  const error = result && !result.ok ? result.error : null;
  const fields = byField(error);
  useEffect(() => {
    if (error) summary.current?.focus();
  }, [error]);

  return (
    // `post` keeps fields out of the address if someone submits before the page is ready.
    <form
      ref={form}
      id={id}
      method="post"
      noValidate
      className={className ?? "grid grid-cols-[minmax(0,1fr)] gap-4"}
      onSubmit={(event) => {
        event.preventDefault();
        if (pending) return;
        const data = new FormData(event.currentTarget, submitterOf(event.nativeEvent));
        startTransition(() => submit(data));
      }}
    >
      {error ? (
        <FormErrorSummary
          ref={summary}
          title={titleOf(error)}
          problems={problemsOf(fields, id)}
          reference={error.kind === "internal" ? error.ref : undefined}
        />
      ) : null}
      <Form value={{ formId: id, pending, fields }}>{children}</Form>
    </form>
  );
}

function submitterOf(event: Event): HTMLElement | null {
  return event instanceof SubmitEvent ? event.submitter : null;
}

/** People do not know a field's key; the links below say which it is. */
export function titleOf({ kind, message, fields }: ActionError): string {
  const count = Object.keys(fields ?? {}).filter((name) => name !== "" && name !== "form").length;
  if (kind !== "invalid_input" || count === 0) return message;
  return count === 1 ? "One field needs another look." : `${count} fields need another look.`;
}

/** One field may stand for a list, one entry a line: `to.1` is wrong at `to`. */
function byField(error: ActionError | null): FormState["fields"] {
  const fields: Record<string, string[]> = {};
  for (const [path, messages] of Object.entries(error?.fields ?? {})) {
    const name = path.replace(/\.\d+$/, "");
    fields[name] = [...new Set([...(fields[name] ?? []), ...messages])];
  }
  return fields;
}

function problemsOf(fields: FormState["fields"], formId: string): FormProblem[] {
  return Object.entries(fields).flatMap(([name, messages]) =>
    messages.map((message) => ({ fieldId: name ? fieldId(formId, name) : undefined, message })),
  );
}
