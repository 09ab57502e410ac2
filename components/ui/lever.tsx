"use client";

import { useId } from "react";
import { cx } from "./cx.ts";
import { Why } from "./why.tsx";

type Props = {
  label: string;
  /** True while what it guards runs. */
  running: boolean;
  onFlip?: () => void;
  words?: readonly [running: string, stopped: string];
  pending?: boolean;
  disabledReason?: string;
};

/** Two named positions, for what stops traffic. It stands inside the guard. */
export function Lever({
  label,
  running,
  onFlip,
  words = ["Running", "Stopped"],
  pending = false,
  disabledReason,
}: Props) {
  const reasonId = useId();
  const off = Boolean(disabledReason) || pending;
  const position = "grid place-items-center rounded-xs px-2 font-medium text-12";
  return (
    <span className="relative inline-flex flex-col items-start gap-1.5">
      <button
        type="button"
        role="switch"
        aria-checked={running}
        aria-label={`${label}: ${running ? words[0] : words[1]}`}
        aria-disabled={off || undefined}
        aria-busy={pending || undefined}
        aria-describedby={disabledReason ? reasonId : undefined}
        onClick={off ? undefined : onFlip}
        className="inline-grid h-7 grid-cols-[1fr_1fr] rounded-sm border border-line-control bg-sunken p-0.5 aria-disabled:cursor-not-allowed aria-disabled:border-line-strong max-md:h-9"
      >
        <span className={cx(position, running ? "bg-surface text-ok shadow-[0_0_0_1px_var(--ok-line)]" : "text-ink-3")}>
          {words[0]}
        </span>
        <span className={cx(position, running ? "text-ink-3" : "bg-danger-fill text-on-danger")}>{words[1]}</span>
      </button>
      {disabledReason ? <Why id={reasonId}>{disabledReason}</Why> : null}
    </span>
  );
}
