import type { ReactNode } from "react";

/** A labelled control in a row of several; on wide screens only the first row shows the label. */
export function Cell({ label, row, children }: { label: string; row: number; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="min-w-0">
      <span className={`mb-1 block text-12 text-ink-3 ${row === 0 ? "" : "md:sr-only"}`}>{label}</span>
      {children}
    </label>
  );
}
