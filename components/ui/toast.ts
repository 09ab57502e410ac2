"use client";

import { Toast } from "@base-ui/react/toast";

export type ToastLook = { tone?: "ok" | "bad" | "quiet"; undo?: () => void };

/** Any client code may add a toast: what happened, what it touched. Undo when it can be undone. */
export const toastManager = Toast.createToastManager<ToastLook>();

export function toast(title: string, look: ToastLook & { description?: string } = {}): string {
  const { description, ...data } = look;
  return toastManager.add({
    title,
    description,
    data,
    // Polite for all: Base UI hides urgent ones from assistive technology while they hold a tab stop.
    priority: "low",
    timeout: look.tone === "bad" ? 12_000 : look.undo ? 10_000 : 6_000,
  });
}
