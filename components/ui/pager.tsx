import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "./button-class.ts";
import { Icon } from "./icon.tsx";

type Props = {
  /** What is shown, such as "50 deliveries, newest first". */
  says: ReactNode;
  newerHref?: string;
  olderHref?: string;
  words?: readonly [newer: string, older: string];
  children?: ReactNode;
};

/** Keyset pages: a table's foot. A missing address means there is nothing on that side. */
export function Pager({ says, newerHref, olderHref, words = ["Newer", "Older"], children }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-t px-3 py-2 text-13 text-ink-3">
      <span className="min-w-0 flex-1">{says}</span>
      {children}
      {newerHref || olderHref ? (
        <nav aria-label="Pages" className="flex gap-2">
          <Step href={newerHref} rel="prev">
            <Icon of={ChevronLeft} size={14} />
            {words[0]}
          </Step>
          <Step href={olderHref} rel="next">
            {words[1]}
            <Icon of={ChevronRight} size={14} />
          </Step>
        </nav>
      ) : null}
    </div>
  );
}

function Step({ href, rel, children }: { href?: string; rel: "prev" | "next"; children: ReactNode }) {
  if (!href) {
    return (
      <span
        aria-hidden="true"
        className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-sunken px-2.5 font-medium"
      >
        {children}
      </span>
    );
  }
  return (
    <Link href={href} rel={rel} className={buttonClass({ size: "s" })}>
      {children}
    </Link>
  );
}
