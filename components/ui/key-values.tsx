import type { ReactNode } from "react";

export type KeyValue = { key: string; value: ReactNode };

export function KeyValues({ rows }: { rows: readonly KeyValue[] }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-13 max-md:grid-cols-[112px_minmax(0,1fr)]">
      {rows.map((row) => (
        <div key={row.key} className="contents">
          <dt className="text-ink-3">{row.key}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
