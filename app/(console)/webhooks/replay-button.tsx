"use client";

import { useId, useState } from "react";
import { useAction } from "#components/form/use-action.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import { Select } from "#components/ui/select.tsx";
import type { ReplayPreview } from "#lib/webhooks/schema.ts";
import { previewReplay, startReplay } from "./actions.ts";

export type Chosen = { deliveryIds: string[] } | { filter: Record<string, string | number> };

type Props = Omit<ButtonProps, "onClick" | "pending" | "type"> & {
  chosen: Chosen;
  /** What stays when nobody replays: "Keep them dead". */
  keep?: string;
  onDone?: () => void;
};

const RATES = [1, 5, 20, 50, 200, 1_000];

/** Counts first, then asks, then sends: nobody starts a replay without having read how many it is. */
export function ReplayButton({ chosen, keep = "Keep them dead", onDone, children = "Replay", ...button }: Props) {
  const [preview, setPreview] = useState<ReplayPreview | null>(null);
  const [rate, setRate] = useState("50");
  const [reason, setReason] = useState("");
  const id = useId();
  const counting = useAction({ action: previewReplay, onDone: setPreview });
  const sending = useAction({
    action: startReplay,
    done: ({ total }) => `Replaying ${sayMany(total, "delivery", "deliveries")}. Dead letters shows how far it is.`,
    onDone: () => {
      setPreview(null);
      onDone?.();
    },
  });
  return (
    <>
      <Button {...button} pending={counting.pending && "Counting"} onClick={() => counting.run(chosen)}>
        {children}
      </Button>
      {preview ? (
        <AlertDialog
          question={questionOf(preview, keep)}
          pending={sending.pending}
          problem={sending.problem}
          onAct={() => sending.run({ ...chosen, ratePerSecond: rate, reason })}
          onClose={() => setPreview(null)}
        >
          <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
            <Field id={`${id}-rate`} label="Rate" help={`About ${sayLength(preview.count / Number(rate))}.`}>
              <Select
                id={`${id}-rate`}
                value={rate}
                aria-describedby={`${id}-rate-help`}
                onChange={(event) => setRate(event.target.value)}
                options={RATES.map((each) => ({ value: String(each), word: `${sayCount(each)} a second` }))}
              />
            </Field>
            <Field id={`${id}-reason`} label="Reason" optional help="Kept with the replay.">
              <Input
                id={`${id}-reason`}
                value={reason}
                maxLength={500}
                aria-describedby={`${id}-reason-help`}
                onChange={(event) => setReason(event.target.value)}
              />
            </Field>
          </div>
        </AlertDialog>
      ) : null}
    </>
  );
}

function questionOf({ count, leftOut, live, destinations }: ReplayPreview, keep: string) {
  const [only, second] = destinations;
  const to =
    only === undefined ? "" : second === undefined ? ` to ${only.name}` : ` to ${destinations.length} destinations`;
  const stopped = destinations.filter(({ breaker, status }) => breaker === "open" || status !== "active");
  return {
    title: `Replay ${sayMany(count, "delivery", "deliveries")}${to}?`,
    says: "They go out again with the same webhook-id and the same bytes, so a receiver that keeps ids takes each once.",
    sum: [
      { label: "Chosen", value: sayCount(count + leftOut) },
      {
        label: "On the way, replayed already, or past retention",
        value: leftOut === 0 ? "0" : `−${sayCount(leftOut)}`,
      },
      ...(live > 0 ? [{ label: "Of them in live", value: sayCount(live) }] : []),
      { label: "Will be sent", value: sayCount(count), total: true },
    ],
    ...(stopped.length > 0 ? { warning: stopped.map(sayStopped).join(" ") } : {}),
    undo: "You can cancel while it runs. What was sent cannot be called back.",
    keep,
    act: `Replay ${sayCount(count)}`,
  };
}

function sayStopped({ name, count, breaker, status }: ReplayPreview["destinations"][number]): string {
  const held = `Its ${sayCount(count)} are queued and held`;
  if (status === "disabled") return `${name} is disabled. ${held} until someone enables it.`;
  if (status === "paused") return `${name} is paused. ${held} until someone resumes it.`;
  return breaker === "open" ? `The breaker of ${name} is open. ${held} until a probe succeeds.` : "";
}

function sayLength(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
