"use client";

import { useAction } from "#components/form/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { testChannel } from "../actions.ts";

/** Sends for real and says how it ended; the outcome stays on the row. */
export function TestChannelButton({ id, name, refusal }: { id: string; name: string; refusal?: string }) {
  const { run, pending } = useAction({
    action: testChannel,
    onDone: ({ outcome, detail }) =>
      outcome === "delivered"
        ? void toast(`${name}: delivered.`, { tone: "ok", description: detail })
        : void toast(`${name}: not delivered.`, { tone: "bad", description: detail }),
  });
  return (
    <Button
      size="s"
      pending={pending && "Sending"}
      aria-label={`Test ${name}`}
      onClick={() => run({ id })}
      {...(refusal === undefined ? {} : { disabledReason: refusal })}
    >
      Test
    </Button>
  );
}
