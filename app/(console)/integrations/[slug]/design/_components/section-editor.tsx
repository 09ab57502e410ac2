"use client";

import { Button } from "#components/ui/button.tsx";
import { Field, tieNotes } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { Note } from "#components/ui/note.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { SaveState } from "#components/ui/save-state.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { FieldValue, OutlineField, SectionConflict, SectionFields } from "#lib/designs/schema.ts";
import { FieldControl } from "./field-control.tsx";
import { type Content, type Saved, useAutosave } from "./use-autosave.ts";

type Props = {
  slug: string;
  section: {
    id: string;
    key: string;
    body: string;
    values: SectionFields;
    revision: number;
    fields: readonly OutlineField[];
    savedAt: string | null;
  };
  readOnly: string | null;
  save: (input: unknown) => Promise<ActionResult<Saved>>;
};

/** One section: its fields, then free text. It saves itself. */
export function SectionEditor({ slug, section, readOnly, save }: Props) {
  const { id, key, fields } = section;
  const editor = useAutosave({ id, address: { slug, key }, start: section, save });
  const { content, change, errors, theirs, draft } = editor;
  const setField = (name: string, value: FieldValue) =>
    change({ ...content, values: { ...content.values, [name]: value } });
  const body = {
    id: `${id}-body`,
    help: "Markdown. It saves itself a moment after you stop.",
    errors: errors["body"] ?? [],
  };
  return (
    <div className="grid gap-4">
      {readOnly === null ? null : <Note title="You can read this.">{readOnly}.</Note>}
      {draft === null ? null : (
        <Note
          tone="warn"
          title="This browser holds a text that was not saved."
          actions={
            <span className="flex shrink-0 gap-2">
              <Button size="s" onClick={editor.takeDraft}>
                Use it
              </Button>
              <Button size="s" variant="ghost" onClick={editor.dropDraft}>
                Discard
              </Button>
            </span>
          }
        />
      )}
      {theirs === null ? null : <Conflict mine={content} theirs={theirs} onSettle={editor.settle} />}
      {fields.map((field) => (
        <FieldControl
          key={field.key}
          id={`${id}-${field.key}`}
          field={field}
          value={content.values[field.key] ?? null}
          errors={errors[field.key] ?? []}
          readOnly={readOnly !== null}
          onChange={(value) => setField(field.key, value)}
        />
      ))}
      <Field {...body} label={fields.length > 0 ? "Notes" : "Text"} optional={fields.length > 0}>
        <Textarea
          id={body.id}
          {...tieNotes(body)}
          mono
          rows={fields.length > 0 ? 6 : 14}
          value={content.body}
          readOnly={readOnly !== null}
          maxLength={40_000}
          onChange={(event) => change({ ...content, body: event.target.value })}
        />
      </Field>
      <SaveState status={editor.status} onRetry={editor.retry} />
    </div>
  );
}

type ConflictProps = { mine: Content; theirs: SectionConflict; onSettle: (next: Content) => void };

/** Both texts stay until the person chooses. */
function Conflict({ mine, theirs, onSettle }: ConflictProps) {
  const join = () =>
    onSettle({ body: `${theirs.body}\n\n${mine.body}`.trim(), values: { ...theirs.fields, ...mine.values } });
  return (
    <div
      role="alertdialog"
      aria-label="Two people changed this section"
      className="grid gap-3 rounded-md border border-warn-line bg-warn-soft p-3 text-13"
    >
      <p>
        <strong className="font-semibold">{theirs.by} changed this section</strong> at{" "}
        <LocalTime at={theirs.at} shape="time" />, while you wrote. Nothing is stored or lost until you choose.
      </p>
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Text word="Theirs, stored" text={theirs.body} />
        <Text word="Yours, not stored" text={mine.body} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="s" onClick={() => onSettle(mine)}>
          Keep mine
        </Button>
        <Button size="s" onClick={() => onSettle({ body: theirs.body, values: theirs.fields })}>
          Use theirs
        </Button>
        <Button size="s" onClick={join}>
          Join both
        </Button>
      </div>
    </div>
  );
}

function Text({ word, text }: { word: string; text: string }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-12 text-ink-2">{word}</p>
      <pre className="max-h-60 overflow-auto rounded-sm border border-line bg-surface p-2 font-mono text-12 whitespace-pre-wrap">
        {text === "" ? "empty" : text}
      </pre>
    </div>
  );
}
