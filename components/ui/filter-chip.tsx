import { Plus, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export function FilterBar({ label = "Filters", children }: { label?: string; children: ReactNode }) {
  return (
    <search aria-label={label} className="mb-3 flex flex-wrap items-center gap-2">
      {children}
    </search>
  );
}

/** One filter that holds. `clearHref` is this page without it. */
export function FilterChip({ label, value, clearHref }: { label: string; value: ReactNode; clearHref?: string }) {
  return (
    <span className="inline-flex h-7 max-w-full items-center overflow-hidden rounded-md border border-line-strong bg-surface text-13 whitespace-nowrap max-md:h-9">
      <span className="pl-2 text-ink-3">{label}</span>
      <span className="truncate px-2 font-medium">{value}</span>
      {clearHref ? (
        <Link
          href={clearHref}
          scroll={false}
          aria-label={`Remove filter ${label}`}
          className="grid h-full w-7 place-items-center border-line border-l text-ink-3 -outline-offset-2 hover:bg-hover hover:text-ink"
        >
          <Icon of={X} size={12} />
        </Link>
      ) : null}
    </span>
  );
}

/** The look of the last chip; give it to the popover that offers the filters. */
export const addFilterClass =
  "inline-flex h-7 items-center gap-1.5 rounded-md border border-line-control border-dashed px-2.5 text-13 text-ink-2 hover:bg-hover data-popup-open:bg-pressed max-md:h-9";

export function AddFilterWord() {
  return (
    <>
      <Icon of={Plus} size={14} />
      Filter
    </>
  );
}
