import type { CSSProperties } from "react";
import { type ItemState, itemStateLooks, itemStateOrder } from "#components/state/item-state.tsx";
import { GateSignalDrawing, type GateVerdict } from "./gate-signal.tsx";

export type StateCounts = Partial<Record<ItemState, number>>;

const half = (direction: string, colour: string) =>
  `linear-gradient(${direction}, var(${colour}) 50%, var(--surface) 50%)`;

const looks: Record<ItemState, CSSProperties> = {
  passed: { background: "var(--ok-fill)", borderColor: "var(--ok-fill)" },
  waived: {
    borderColor: "var(--ok-fill)",
    background: "repeating-linear-gradient(135deg, var(--ok-fill) 0 1.5px, var(--surface) 1.5px 3.5px)",
  },
  not_applicable: {
    border: 0,
    background: "linear-gradient(var(--line-control), var(--line-control)) center/8px 1.5px no-repeat",
  },
  open: {},
  no_data: { borderStyle: "dashed", borderWidth: 1 },
  stale: { borderColor: "var(--warn-fill)", background: half("90deg", "--warn-fill") },
  error: { borderColor: "var(--bad-fill)", borderStyle: "dashed" },
  failed: {
    borderColor: "var(--bad-fill)",
    background: "linear-gradient(var(--surface), var(--surface)) center/100% 1.5px no-repeat, var(--bad-fill)",
  },
  regressed: { borderColor: "var(--bad-fill)", background: half("0deg", "--bad-fill") },
};

export function StateSquare({ state, size = 10 }: { state: ItemState; size?: 9 | 10 | 14 }) {
  return (
    <span
      aria-hidden="true"
      className="inline-block shrink-0 rounded-xs border-[1.5px] border-line-control bg-surface align-middle"
      style={{ width: size, height: size, ...looks[state] }}
    />
  );
}

function say(counts: StateCounts): string {
  const parts = itemStateOrder
    .filter((state) => (counts[state] ?? 0) > 0)
    .map((state) => `${counts[state]} ${itemStateLooks[state].word.toLowerCase()}`);
  return parts.length > 0 ? parts.join(", ") : "no items";
}

/** One square an item on one row that ends at the signal. The row reads itself out as counts. */
export function ProgressSquares({
  counts,
  verdict,
  big = false,
}: {
  counts: StateCounts;
  verdict?: GateVerdict;
  big?: boolean;
}) {
  const squares = itemStateOrder.flatMap((state) =>
    Array.from({ length: counts[state] ?? 0 }, (_, index) => ({ state, key: `${state}-${index}` })),
  );
  return (
    <span
      role="img"
      aria-label={say(counts)}
      className={`inline-flex flex-wrap items-center align-middle ${big ? "gap-1" : "gap-[3px]"}`}
    >
      {squares.map(({ state, key }) => (
        <StateSquare key={key} state={state} size={big ? 14 : 10} />
      ))}
      {verdict ? (
        <span className="ml-1.5">
          <GateSignalDrawing verdict={verdict} />
        </span>
      ) : null}
    </span>
  );
}
