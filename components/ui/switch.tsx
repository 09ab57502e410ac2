"use client";

import { Switch as Base } from "@base-ui/react/switch";
import { useId } from "react";
import { Why } from "./why.tsx";

type Props = {
  /** What the lever switches, for screen readers. */
  label: string;
  checked: boolean;
  onChange?: (checked: boolean) => void;
  name?: string;
  words?: readonly [on: string, off: string];
  pending?: boolean;
  disabledReason?: string;
};

/** A lever in a slot with its word beside it. On is ink, never the accent. */
export function Switch({
  label,
  checked,
  onChange,
  name,
  words = ["On", "Off"],
  pending = false,
  disabledReason,
}: Props) {
  const reasonId = useId();
  const off = Boolean(disabledReason) || pending;
  return (
    <span className="relative inline-flex flex-wrap items-center gap-x-3 gap-y-1 align-middle">
      <span className="inline-flex items-center gap-2">
        <Base.Root
          checked={checked}
          name={name}
          onCheckedChange={(next) => (off ? undefined : onChange?.(next))}
          aria-label={label}
          aria-disabled={off || undefined}
          aria-busy={pending || undefined}
          aria-describedby={disabledReason ? reasonId : undefined}
          className="relative h-4 w-7.5 shrink-0 rounded-sm border border-line-control bg-surface transition-colors before:absolute before:-inset-2 before:content-[''] aria-disabled:cursor-not-allowed aria-disabled:border-dashed data-checked:border-ink data-checked:bg-ink aria-disabled:data-checked:border-line-control aria-disabled:data-checked:bg-transparent"
        >
          <Base.Thumb className="absolute top-0.5 left-0.5 block size-2.5 rounded-xs bg-line-control transition-transform data-checked:translate-x-3.5 data-checked:bg-surface [[aria-disabled=true]>&]:bg-line-control" />
        </Base.Root>
        <span aria-hidden="true" className={`font-medium text-12 ${checked && !off ? "text-ink" : "text-ink-3"}`}>
          {checked ? words[0] : words[1]}
        </span>
      </span>
      {disabledReason ? <Why id={reasonId}>{disabledReason}</Why> : null}
    </span>
  );
}
