import { Check, CircleMinus, CircleQuestionMark, X } from "lucide-react";
import { sayDuration } from "#components/ui/say-time.ts";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import { toneStroke } from "#components/ui/tone.ts";
import type { LayerName, TestLayer } from "#lib/connections/schema.ts";

const words: Record<LayerName, string> = { dns: "DNS", tcp: "TCP", tls: "TLS", http: "HTTP", auth: "Auth" };
const looks: Record<TestLayer["state"], StateLook> = {
  passed: { word: "Passed", tone: "ok", icon: Check },
  failed: { word: "Failed", tone: "bad", icon: X },
  skipped: { word: "Skipped", tone: "quiet", icon: CircleMinus },
  unknown: { word: "Unknown", tone: "warn", icon: CircleQuestionMark },
};

/** Each layer where its time began and how long it took, on one axis. */
export function LayerBars({ layers }: { layers: readonly TestLayer[] }) {
  const total = Math.max(
    1,
    layers.reduce((sum, layer) => sum + (layer.durationMs ?? 0), 0),
  );
  const starts = layers.map((_, index) =>
    layers.slice(0, index).reduce((sum, layer) => sum + (layer.durationMs ?? 0), 0),
  );
  return (
    <ol className="grid gap-px text-13">
      {layers.map((layer, index) => (
        <li
          key={layer.layer}
          className="grid grid-cols-[44px_92px_minmax(60px,180px)_84px_minmax(0,1fr)] items-center gap-x-3 py-1 max-md:grid-cols-[44px_92px_minmax(0,1fr)_84px]"
        >
          <span className="font-medium">{words[layer.layer]}</span>
          <StateTag look={looks[layer.state]} />
          <Lane from={(starts[index] ?? 0) / total} part={(layer.durationMs ?? 0) / total} state={layer.state} />
          <span className="text-right text-ink-2">{sayTook(layer.durationMs)}</span>
          <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere] max-md:col-span-4 max-md:pl-14">
            {layer.detail}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A literal address is looked up in no time at all; "0 ms" would read as not measured. */
function sayTook(durationMs: number | null): string {
  if (durationMs === null) return "";
  return durationMs < 1 ? "under 1 ms" : sayDuration(durationMs);
}

function Lane({ from, part, state }: { from: number; part: number; state: TestLayer["state"] }) {
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full" aria-hidden="true">
      <rect x="0" y="3.5" width="100" height="1" fill="var(--line)" />
      {part > 0 ? (
        <rect x={from * 100} y="0" width={Math.max(1, part * 100)} height="8" fill={toneStroke[looks[state].tone]} />
      ) : null}
    </svg>
  );
}
