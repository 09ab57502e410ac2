"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";

type Props = {
  /** Answers `{ version }` of the same rows that the page shows. */
  href: string;
  version: string;
  everyMs?: number;
};

/** Asks whether the rows are still these; if not, the server renders them again in place. */
export function LiveFeed({ href, version, everyMs = 3_000 }: Props) {
  const router = useRouter();
  const [isPaused, setPaused] = useState(false);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    if (isPaused) return;
    const stop = new AbortController();
    const ask = async () => {
      if (document.hidden) return;
      const answer = await fetch(href, { signal: stop.signal }).catch(() => null);
      if (stop.signal.aborted) return;
      if (answer?.status === 401) router.refresh();
      setLost(!answer?.ok);
      if (!answer?.ok) return;
      const newest: { version: string } | null = await answer.json().catch(() => null);
      if (newest !== null && newest.version !== version) router.refresh();
    };
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [href, version, everyMs, isPaused, router]);
  const word = isPaused ? "Paused" : isLost ? "No answer, trying again" : "Live";
  return (
    <Button size="s" variant="ghost" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
      <Icon of={isPaused ? Play : Pause} size={14} />
      <span className={isLost && !isPaused ? "text-warn" : undefined}>{word}</span>
      <span className="sr-only">{isPaused ? ": show new rows as they come" : ": stop showing new rows"}</span>
    </Button>
  );
}
