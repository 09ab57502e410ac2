"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { PlaceCounts } from "./places.ts";

const EVERY_MS = 5_000;

const Counts = createContext<PlaceCounts>({});

export function useLiveCounts(): PlaceCounts {
  return useContext(Counts);
}

type Polled = { from: PlaceCounts; counts: PlaceCounts };

/** Starts from what the server rendered; asks again while somebody looks. When the session has ended, the door opens. */
export function LiveCounts({ initial, children }: { initial: PlaceCounts; children: ReactNode }) {
  const router = useRouter();
  const [polled, setPolled] = useState<Polled | null>(null);
  useEffect(() => {
    let etag = "";
    const stop = new AbortController();
    const ask = async () => {
      if (document.hidden) return;
      const headers = etag === "" ? undefined : { "if-none-match": etag };
      const answer = await fetch("/api/live/counts", { headers, signal: stop.signal }).catch(() => null);
      if (answer?.status === 401) router.refresh();
      if (answer?.status !== 200) return;
      etag = answer.headers.get("etag") ?? "";
      // Leaving the page ends a read that is under way.
      const counts: PlaceCounts | null = await answer.json().catch(() => null);
      if (counts !== null) setPolled({ from: initial, counts });
    };
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [initial, router]);
  // A newer answer of the server (another environment, another page) wins over what was polled before it.
  return <Counts value={polled?.from === initial ? polled.counts : initial}>{children}</Counts>;
}
