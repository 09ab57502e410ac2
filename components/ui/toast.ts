"use client";

export type ToastLook = { tone?: "ok" | "bad" | "quiet"; undo?: () => void };
export type Toasted = ToastLook & { title: string; description?: string | undefined };

const waiting: Toasted[] = [];
let listener: (() => void) | undefined;

/** Any client code may add a toast: what happened, what it touched. Undo when it can be undone. */
export function toast(title: string, look: ToastLook & { description?: string } = {}): void {
  waiting.push({ title, ...look });
  listener?.();
}

/** Whoever shows toasts hears of each, of those too that came before it was there. */
export function onToast(heard: () => void): () => void {
  listener = heard;
  if (waiting.length > 0) heard();
  return () => {
    if (listener === heard) listener = undefined;
  };
}

export function takeToasts(): Toasted[] {
  return waiting.splice(0);
}
