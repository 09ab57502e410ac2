import { CircleCheck, CircleDashed, CircleMinus, CircleX, Clock, LoaderCircle, TriangleAlert } from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import type { DrillDto, DrillStepDto } from "#lib/gates/schema.ts";

const drillLooks: Record<DrillDto["state"], StateLook> = {
  queued: { word: "Queued", tone: "quiet", icon: Clock },
  running: { word: "Running", tone: "info", icon: LoaderCircle },
  passed: { word: "Passed", tone: "ok", icon: CircleCheck },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
  error: { word: "Error", tone: "bad", icon: TriangleAlert },
};

const stepLooks: Record<DrillStepDto["state"], StateLook> = {
  waiting: { word: "Waiting", tone: "quiet", icon: CircleDashed },
  running: { word: "Running", tone: "info", icon: LoaderCircle },
  passed: { word: "Passed", tone: "ok", icon: CircleCheck },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
  skipped: { word: "Skipped", tone: "quiet", icon: CircleMinus },
};

export function DrillStateTag({ state }: { state: DrillDto["state"] }) {
  return <StateTag look={drillLooks[state]} />;
}

export function StepStateTag({ state }: { state: DrillStepDto["state"] }) {
  return <StateTag look={stepLooks[state]} />;
}
