import { Circle, CircleCheck, CircleDashed, PencilLine } from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import type { SectionState } from "#lib/designs/schema.ts";

export const sectionLooks: Record<SectionState, StateLook> = {
  empty: { word: "Empty", tone: "quiet", icon: CircleDashed },
  started: { word: "Started", tone: "ink", icon: PencilLine },
  filled: { word: "Filled, not reviewed", tone: "warn", icon: Circle },
  reviewed: { word: "Reviewed", tone: "ok", icon: CircleCheck },
};

export function SectionStateTag({ state }: { state: SectionState }) {
  return <StateTag look={sectionLooks[state]} />;
}
