import Link from "next/link";
import { cx } from "./cx.ts";

export type Segment = { href: string; word: string; here: boolean };

/** The one split people use most. Each part is a link: the choice lives in the address. */
export function Segmented({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    <nav
      aria-label={label}
      className="base-ui-disable-scrollbar inline-flex h-7 max-w-full overflow-x-auto rounded-md border border-line-strong bg-surface max-md:h-9"
    >
      {segments.map((segment) => (
        <Link
          key={segment.href}
          href={segment.href}
          scroll={false}
          aria-current={segment.here ? "true" : undefined}
          className={cx(
            "flex items-center border-line-strong px-2.5 font-medium text-13 whitespace-nowrap first:rounded-l-[5px] last:rounded-r-[5px] not-first:border-l",
            segment.here ? "bg-pressed text-ink" : "text-ink-2 hover:bg-hover",
          )}
        >
          {segment.word}
        </Link>
      ))}
    </nav>
  );
}
