"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Verb } from "./command-list.ts";
import { listenForKeys } from "./keys.ts";

const Palette = dynamic(() => import("./palette.tsx").then((module) => module.Palette), { ssr: false });
const KeyList = dynamic(() => import("./key-list.tsx").then((module) => module.KeyList), { ssr: false });

type Open = "palette" | "keys" | null;

/** The search button, and the one listener for the keyboard map. Both dialogs load when first asked for. */
export function CommandButton({ verbs, live }: { verbs: readonly Verb[]; live: boolean }) {
  const [open, setOpen] = useState<Open>(null);
  const router = useRouter();
  useEffect(
    () =>
      listenForKeys({
        palette: () => setOpen((now) => (now === "palette" ? null : "palette")),
        keys: () => setOpen("keys"),
        go: (href) => router.push(href),
      }),
    [router],
  );
  const close = () => setOpen(null);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen("palette")}
        aria-haspopup="dialog"
        className={cx(
          "flex h-7 w-52 items-center gap-2 rounded-md border bg-surface px-2 text-13 text-ink-3 hover:text-ink max-md:size-8 max-md:shrink-0 max-md:justify-center max-md:p-0",
          live ? "border-live-line" : "border-line-strong",
        )}
      >
        <Icon of={Search} size={14} />
        <span className="max-md:sr-only">Search or run</span>
        <span className="ml-auto max-md:hidden" aria-hidden="true">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      {open === "palette" ? <Palette verbs={verbs} onClose={close} /> : null}
      {open === "keys" ? <KeyList onClose={close} /> : null}
    </>
  );
}
