"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";
import { Note } from "#components/ui/note.tsx";

/** A value that nobody can read again: whole, with a copy button, and what to do with it. */
export function ShownOnce({ title, value, says }: { title: string; value: string; says: string }) {
  return (
    <Note tone="warn" title={title}>
      <p className="mt-1 mb-2">{says}</p>
      <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 py-1 font-mono text-12 [overflow-wrap:anywhere]">{value}</code>
        <CopyButton text={value} label="Copy it" />
      </div>
    </Note>
  );
}
