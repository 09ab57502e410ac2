import { TrafficModeDrawing } from "#components/motif/traffic-mode.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";

export type TrafficMode = "blocked" | "parked" | "canary" | "live";

export const trafficModeLooks: Record<TrafficMode, { word: string; tone: Tone; says: string }> = {
  blocked: {
    word: "Blocked",
    tone: "bad",
    says: "The design gate has not passed, or ops stopped it. Nothing is sent.",
  },
  parked: { word: "Parked", tone: "park", says: "Events are verified, stored and answered. Nothing is sent." },
  canary: { word: "Canary", tone: "info", says: "A share is sent. The rest stays parked." },
  live: { word: "Live", tone: "ok", says: "Everything is sent." },
};

/** `share` in percent is shown for a canary only. */
export function TrafficModeTag({ mode, share }: { mode: TrafficMode; share?: number }) {
  const look = trafficModeLooks[mode];
  return (
    <span
      className={`inline-flex items-center gap-2 align-middle font-medium whitespace-nowrap ${toneText[look.tone]}`}
    >
      <TrafficModeDrawing mode={mode} />
      {mode === "canary" && share !== undefined ? `${look.word} ${share} %` : look.word}
    </span>
  );
}
