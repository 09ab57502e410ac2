import type { ReactNode } from "react";

type Props = { label: string; done: number; total: number | null; says?: ReactNode; actions?: ReactNode };

/** Long work: count, rate and time left in words; the bar only repeats the count. */
export function Progress({ label, done, total, says, actions }: Props) {
  const share = total && total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div className="grid gap-1.5 text-13">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="font-medium">{label}</span>
        <span className="text-ink-3">{says ?? (total === null ? `${done}` : `${done} of ${total}`)}</span>
        {actions ? <span className="ml-auto">{actions}</span> : null}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
        className="h-1 overflow-hidden rounded-xs bg-pressed"
      >
        <div
          className={total === null ? "h-full w-1/3 bg-ink pulse-slow" : "h-full bg-ink"}
          style={total === null ? undefined : { width: `${share}%` }}
        />
      </div>
    </div>
  );
}
