"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { Undo2 } from "lucide-react";
import { useId, useState } from "react";
import type { AlertDialogProps, SumRow } from "./alert-dialog.tsx";
import { Button } from "./button.tsx";
import { buttonClass } from "./button-class.ts";
import { dialogBackdrop, dialogPopup } from "./dialog-class.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { Input } from "./input.tsx";
import { Note } from "./note.tsx";

/** An open question: mount it to ask. `children` are options. */
export function AlertDialogPanel({ question, pending, problem, onAct, onClose, children }: AlertDialogProps) {
  const [typed, setTyped] = useState("");
  const nameId = useId();
  const named = question.typeName === undefined || typed.trim() === question.typeName;
  return (
    <Base.Root open onOpenChange={(open) => (open || pending ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={dialogBackdrop} />
        <Base.Popup className={dialogPopup()}>
          <div className="grid min-h-0 flex-1 gap-4 overflow-y-auto p-5">
            <div>
              <Base.Title className="font-semibold text-16">{question.title}</Base.Title>
              <Base.Description render={<div />} className="mt-2 text-13 text-ink-2">
                {question.says}
              </Base.Description>
            </div>
            {question.sum ? <Sum rows={question.sum} /> : null}
            {question.warning ? <Note tone="warn">{question.warning}</Note> : null}
            {children}
            {question.typeName === undefined ? null : (
              <Field
                id={nameId}
                label={
                  <>
                    Type <span className="mono">{question.typeName}</span> to go on
                  </>
                }
              >
                <Input
                  id={nameId}
                  mono
                  value={typed}
                  autoComplete="off"
                  onChange={(event) => setTyped(event.target.value)}
                />
              </Field>
            )}
            <p className="flex gap-1.5 text-12 text-ink-3">
              <Icon of={Undo2} size={14} className="mt-px" />
              <span>{question.undo}</span>
            </p>
            {problem ? <Note tone="bad">{problem}</Note> : null}
          </div>
          <div className="flex flex-wrap items-start justify-end gap-2 rounded-b-lg border-line border-t bg-bg px-5 py-3">
            <Base.Close className={buttonClass()}>{question.keep}</Base.Close>
            <Button
              variant={question.danger ? "danger" : "primary"}
              pending={pending && "Working"}
              disabledReason={named ? undefined : "Type the name first."}
              onClick={onAct}
            >
              {question.act}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Sum({ rows }: { rows: readonly SumRow[] }) {
  return (
    <dl className="divide-y divide-line rounded-md border border-line text-13">
      {rows.map((row) => (
        <div key={row.label} className={`flex justify-between gap-4 px-3 py-1.5 ${row.total ? "font-semibold" : ""}`}>
          <dt>{row.label}</dt>
          <dd className={row.total ? "" : "text-ink-2"}>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
