import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { LiveCounts } from "./live-counts.tsx";
import type { PlaceCounts } from "./places.ts";
import { Rail } from "./rail.tsx";
import { TopBar, type TopBarProps } from "./top-bar.tsx";

/** Rail, bar and page. What it shows comes in as props; only its counts go on to poll. */
export function Frame({ counts, children, ...bar }: TopBarProps & { counts: PlaceCounts; children: ReactNode }) {
  return (
    <LiveCounts initial={counts}>
      <div className="grid min-h-dvh grid-cols-[var(--spacing-rail)_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]">
        <a href="#main" className={buttonClass({ className: "-top-16 fixed left-2 z-60 focus:top-2" })}>
          Skip to content
        </a>
        <Rail />
        <div className="min-w-0">
          <TopBar {...bar} />
          <main id="main" tabIndex={-1} className="max-w-content p-6 max-md:px-4 max-md:pt-4 max-md:pb-22">
            {children}
          </main>
        </div>
        <BottomBar />
      </div>
    </LiveCounts>
  );
}
