"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Icon } from "./icon.tsx";

/** Beside every id. Says that it copied, in the button and to screen readers. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1_600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const word = state === "copied" ? "Copied" : state === "failed" ? "The browser refused to copy" : label;
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={label}
      title={word}
      className="relative inline-grid size-6 shrink-0 place-items-center rounded-sm align-middle text-ink-3 hover:bg-hover hover:text-ink"
    >
      <Icon of={state === "copied" ? Check : Copy} size={12} className={state === "copied" ? "text-ok" : ""} />
      <span aria-live="polite" className="sr-only">
        {state === "idle" ? "" : word}
      </span>
    </button>
  );
}

/** An id as people read it: mono, cut short when asked, always whole on the clipboard. */
export function CopyId({ id, short = false }: { id: string; short?: boolean }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="mono truncate" title={id}>
        {short && id.length > 14 ? `${id.slice(0, 6)}…${id.slice(-6)}` : id}
      </span>
      <CopyButton text={id} label={`Copy ${id}`} />
    </span>
  );
}
