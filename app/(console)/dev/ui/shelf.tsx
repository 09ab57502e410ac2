import type { ReactNode } from "react";

/** A named row of the catalogue. */
export function Shelf({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[168px_minmax(0,1fr)] items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2.5 text-13 last:border-b-0 max-md:grid-cols-[minmax(0,1fr)]">
      <span className="text-ink-2">{name}</span>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">{children}</div>
    </div>
  );
}
