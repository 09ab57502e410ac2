"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { type Action, useAction } from "#components/form/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Select } from "#components/ui/select.tsx";

type Source = { id: string; name: string };
type Props = {
  slug: string;
  sources: readonly Source[];
  refusal: string | null;
  start: Action<{ slug: string; sourceId?: string }, unknown>;
};

/** Runs the webhook suite; with several test sources it asks against which one. */
export function StartDrill({ slug, sources, refusal, start }: Props) {
  const [sourceId, setSourceId] = useState(sources[0]?.id ?? "");
  const { run, pending } = useAction({ action: start, done: "The drill is queued." });
  return (
    <div className="flex flex-wrap items-start gap-2">
      {sources.length > 1 ? (
        <Select
          aria-label="Source"
          value={sourceId}
          onChange={(event) => setSourceId(event.target.value)}
          options={sources.map(({ id, name }) => ({ value: id, word: name }))}
        />
      ) : null}
      <Button
        variant="primary"
        pending={pending && "Starting"}
        disabledReason={refusal ?? undefined}
        onClick={() => run(sourceId === "" ? { slug } : { slug, sourceId })}
      >
        <Icon of={Play} size={14} />
        Run webhook suite
      </Button>
    </div>
  );
}
