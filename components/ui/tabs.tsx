import Link from "next/link";
import { cx } from "./cx.ts";

export type Tab = { href: string; word: string; count?: number | string; here: boolean };

/** Tabs are places with an address each. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav
      aria-label={label}
      className="base-ui-disable-scrollbar mb-5 flex gap-5 overflow-x-auto shadow-[inset_0_-1px_0_var(--line)]"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.here ? "page" : undefined}
          className={cx(
            "shrink-0 border-b-2 pt-2 pb-2 font-medium text-13 whitespace-nowrap -outline-offset-2",
            tab.here ? "border-ink text-ink" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          {tab.word}
          {tab.count === undefined ? null : <span className="text-ink-3"> {tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
