"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { discardDeliveries } from "./actions.ts";
import { ReasonButton } from "./reason-button.tsx";
import { ReplayButton } from "./replay-button.tsx";

type Props = { replayRefusal?: string; discardRefusal?: string; children: ReactNode };

const ROWS = "input[name=delivery]";

/** Around a table whose rows carry a checkbox named `delivery`: the bar with what can be done to the chosen ones. */
export function Selection({ replayRefusal, discardRefusal, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [ids, setIds] = useState<string[]>([]);
  const boxes = () => [...(box.current?.querySelectorAll<HTMLInputElement>(ROWS) ?? [])];
  const count = () => setIds(boxes().flatMap((each) => (each.checked ? [each.value] : [])));
  const setAll = (checked: boolean) => {
    for (const each of boxes()) each.checked = checked;
    const head = box.current?.querySelector<HTMLInputElement>("input[name=all]");
    if (head) head.checked = checked;
    count();
  };
  return (
    <div
      ref={box}
      onChange={(event) => {
        if (!(event.target instanceof HTMLInputElement)) return;
        if (event.target.name === "all") setAll(event.target.checked);
        else count();
      }}
    >
      {children}
      {ids.length > 0 ? (
        <section
          aria-label="Chosen deliveries"
          className="sticky bottom-4 z-20 mt-3 flex flex-wrap items-start gap-2 rounded-md border border-line-strong bg-raised px-4 py-3 shadow-menu max-md:bottom-18"
        >
          <span aria-live="polite" className="mr-2 flex h-8 items-center font-medium text-13">
            {sayMany(ids.length, "delivery", "deliveries")} chosen
          </span>
          <ReplayButton
            variant="primary"
            chosen={{ deliveryIds: ids }}
            disabledReason={replayRefusal}
            keep="Leave them"
            onDone={() => setAll(false)}
          >
            Replay
          </ReplayButton>
          <ReasonButton
            variant="danger-quiet"
            action={discardDeliveries}
            input={{ deliveryIds: ids }}
            disabledReason={discardRefusal}
            ask={discardQuestion(ids.length)}
            reason={{ label: "Reason" }}
            done={`Discarded ${sayMany(ids.length, "delivery", "deliveries")}.`}
          >
            Discard
          </ReasonButton>
          <Button variant="ghost" onClick={() => setAll(false)}>
            Choose none
          </Button>
        </section>
      ) : null}
    </div>
  );
}

function discardQuestion(count: number) {
  return {
    title: `Discard ${sayMany(count, "delivery", "deliveries")}?`,
    says: "Dead ones leave the list; waiting ones are cancelled and never sent. Their events stay stored.",
    undo: "A discarded delivery stays in the history until retention takes it, and can be replayed from there.",
    keep: "Leave them",
    act: `Discard ${count}`,
    danger: true,
  };
}
