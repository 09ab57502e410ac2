import { Ban, Check, Clock, Hand, OctagonX, Send, SquareParking } from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";

export type DeliveryState = "pending" | "leased" | "held" | "parked" | "delivered" | "dead" | "cancelled";

export const deliveryStateLooks: Record<DeliveryState, StateLook> = {
  pending: { word: "Pending", tone: "quiet", icon: Clock },
  leased: { word: "Leased", tone: "info", icon: Send },
  held: { word: "Held", tone: "warn", icon: Hand },
  parked: { word: "Parked", tone: "park", icon: SquareParking },
  delivered: { word: "Delivered", tone: "ok", icon: Check },
  dead: { word: "Dead", tone: "bad", icon: OctagonX },
  cancelled: { word: "Cancelled", tone: "quiet", icon: Ban },
};

export function DeliveryStateTag({ state }: { state: DeliveryState }) {
  return <StateTag look={deliveryStateLooks[state]} />;
}
