"use client";

import { useSyncExternalStore } from "react";

const TICK_MS = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const tick = () => Math.floor(Date.now() / TICK_MS);
const none = () => () => {};

/** Renders again every ten seconds; one timer for the whole page. */
export function useTick(): void {
  useSyncExternalStore(subscribe, tick, tick);
}

/** False on the server and while React takes over its markup. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    none,
    () => true,
    () => false,
  );
}
