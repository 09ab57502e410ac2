import { BellOff, BellRing, CircleCheck, Eye, Hourglass } from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";

export type AlertState = "pending" | "firing" | "acknowledged" | "silenced" | "resolved";

export const alertStateLooks: Record<AlertState, StateLook> = {
  pending: { word: "Pending", tone: "warn", icon: Hourglass },
  firing: { word: "Firing", tone: "bad", icon: BellRing },
  acknowledged: { word: "Acknowledged", tone: "warn", icon: Eye },
  silenced: { word: "Silenced", tone: "quiet", icon: BellOff },
  resolved: { word: "Resolved", tone: "ok", icon: CircleCheck },
};

export function AlertStateTag({ state }: { state: AlertState }) {
  return <StateTag look={alertStateLooks[state]} />;
}
