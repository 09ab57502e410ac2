import { CirclePause, Radio } from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";

const looks: Record<"active" | "paused", StateLook> = {
  active: { word: "Receiving", tone: "ok", icon: Radio },
  paused: { word: "Paused", tone: "warn", icon: CirclePause },
};

export function SourceStateTag({ state }: { state: "active" | "paused" }) {
  return <StateTag look={looks[state]} />;
}
