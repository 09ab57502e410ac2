"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";

/** A word more about something that already has a name. Never the only place a reason stands. */
export function Tooltip({ says, children }: { says: ReactNode; children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger
        delay={400}
        className="underline decoration-dotted decoration-line-control underline-offset-4"
        render={<button type="button" />}
      >
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-60">
          <Base.Popup className="max-w-72 rounded-sm bg-ink px-2 py-1 text-12 text-surface">{says}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
