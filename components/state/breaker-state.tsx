import { GitCommitHorizontal, PlugZap, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";

export type BreakerState = "closed" | "half_open" | "open";

export const breakerStateLooks: Record<BreakerState, StateLook> = {
  closed: { word: "Closed", tone: "ok", icon: PlugZap },
  half_open: { word: "Half-open", tone: "warn", icon: GitCommitHorizontal },
  open: { word: "Open", tone: "bad", icon: Unplug },
};

/** `since` follows the word: "Open 40 min". */
export function BreakerStateTag({ state, since }: { state: BreakerState; since?: ReactNode }) {
  const look = breakerStateLooks[state];
  return (
    <StateTag look={look}>
      <span>
        {look.word}
        {since ? <> {since}</> : null}
      </span>
    </StateTag>
  );
}
