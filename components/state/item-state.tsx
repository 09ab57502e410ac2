import {
  Circle,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  ClockAlert,
  Stamp,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";

export type ItemState =
  | "passed"
  | "waived"
  | "failed"
  | "regressed"
  | "error"
  | "stale"
  | "open"
  | "no_data"
  | "not_applicable";

export const itemStateLooks: Record<ItemState, StateLook> = {
  passed: { word: "Passed", tone: "ok", icon: CircleCheck },
  waived: { word: "Waived", tone: "ok", icon: Stamp },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
  regressed: { word: "Regressed", tone: "bad", icon: Undo2 },
  error: { word: "Error", tone: "bad", icon: TriangleAlert },
  stale: { word: "Stale", tone: "warn", icon: ClockAlert },
  open: { word: "Open", tone: "ink", icon: Circle },
  no_data: { word: "No data", tone: "quiet", icon: CircleDashed },
  not_applicable: { word: "Not applicable", tone: "quiet", icon: CircleMinus },
};

/** The order of the progress squares: what holds the arm stands next to it. */
export const itemStateOrder: readonly ItemState[] = [
  "passed",
  "waived",
  "not_applicable",
  "open",
  "no_data",
  "stale",
  "error",
  "failed",
  "regressed",
];

export function ItemStateTag({ state }: { state: ItemState }) {
  return <StateTag look={itemStateLooks[state]} />;
}
