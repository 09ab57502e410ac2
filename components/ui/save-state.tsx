"use client";

import { Check, CloudOff, LoaderCircle } from "lucide-react";
import { Icon } from "./icon.tsx";
import { LocalTime } from "./relative-time.tsx";

export type SaveStatus =
  | { state: "untouched" }
  | { state: "saving" }
  | { state: "saved"; at: Date }
  | { state: "failed"; message: string };

/** Whether the document on the screen is the one that is stored. */
export function SaveState({ status, onRetry }: { status: SaveStatus; onRetry: () => void }) {
  return (
    <span role="status" className="inline-flex min-h-5 items-center gap-1.5 font-medium text-12">
      {status.state === "saving" ? (
        <span className="inline-flex items-center gap-1.5 text-ink-3">
          <Icon of={LoaderCircle} size={14} className="animate-spin" />
          Saving
        </span>
      ) : null}
      {status.state === "saved" ? (
        <span className="inline-flex items-center gap-1.5 text-ok">
          <Icon of={Check} size={14} />
          Saved <LocalTime at={status.at} shape="time" />
        </span>
      ) : null}
      {status.state === "failed" ? (
        <span className="inline-flex items-center gap-1.5 text-bad">
          <Icon of={CloudOff} size={14} />
          Not saved. {status.message}
          <button type="button" onClick={onRetry} className="text-accent underline underline-offset-[3px]">
            Retry
          </button>
        </span>
      ) : null}
    </span>
  );
}
