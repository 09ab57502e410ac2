import { CircleCheck, CirclePause, CircleX } from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import type { DestinationDto } from "#lib/webhooks/schema.ts";

const looks: Record<DestinationDto["status"], StateLook> = {
  active: { word: "Active", tone: "ok", icon: CircleCheck },
  paused: { word: "Paused", tone: "warn", icon: CirclePause },
  disabled: { word: "Disabled", tone: "bad", icon: CircleX },
};

export function DestinationStatusTag({ status }: { status: DestinationDto["status"] }) {
  return <StateTag look={looks[status]} />;
}
