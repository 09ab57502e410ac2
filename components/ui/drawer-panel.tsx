"use client";

import { Dialog } from "@base-ui/react/dialog";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { Button } from "./button.tsx";
import type { DrawerProps } from "./drawer.tsx";
import { Icon } from "./icon.tsx";

export function DrawerPanel({ label, bar, closeHref, previousHref, nextHref, foot, children }: DrawerProps) {
  const router = useRouter();
  const popup = useRef<HTMLDivElement>(null);
  const go = (href: string | undefined) => {
    if (href) router.replace(href, { scroll: false });
  };
  // Gone at once; the address follows.
  const [closing, start] = useTransition();
  const close = () => start(() => router.push(closeHref, { scroll: false }));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || !(event.target instanceof Element)) return;
      if (!popup.current?.contains(event.target) || event.target.closest("input, textarea, select")) return;
      const href = event.key === "j" ? nextHref : event.key === "k" ? previousHref : undefined;
      if (href) router.replace(href, { scroll: false });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, nextHref, previousHref]);

  return (
    <Dialog.Root
      open={!closing}
      modal={false}
      disablePointerDismissal
      onOpenChange={(open) => (open ? undefined : close())}
    >
      <Dialog.Portal>
        <Dialog.Popup
          ref={popup}
          aria-label={label}
          initialFocus={popup}
          className="fixed inset-y-0 right-0 z-30 flex w-drawer max-w-full flex-col border-line-strong border-l bg-raised shadow-menu outline-none max-md:w-full max-md:border-l-0"
        >
          <div className="flex h-bar shrink-0 items-center gap-2 border-line border-b pr-3 pl-5 text-13 max-md:pl-4">
            <div className="flex min-w-0 flex-1 items-center gap-2">{bar}</div>
            {previousHref || nextHref ? (
              <>
                <Step label="Previous row (k)" icon={ChevronUp} href={previousHref} go={go} />
                <Step label="Next row (j)" icon={ChevronDown} href={nextHref} go={go} />
              </>
            ) : null}
            <Button variant="ghost" size="s" square aria-label="Close (esc)" title="Close (esc)" onClick={close}>
              <Icon of={X} />
            </Button>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-5 max-md:p-4">{children}</div>
          {foot ? (
            <div className="flex shrink-0 flex-wrap items-start gap-2 border-line border-t px-5 py-3 max-md:px-4">
              {foot}
            </div>
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type StepProps = { label: string; icon: typeof X; href?: string; go: (href: string | undefined) => void };

function Step({ label, icon, href, go }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={href ? undefined : true}
      onClick={() => go(href)}
      className="grid size-7 place-items-center rounded-md text-ink-2 hover:bg-hover aria-disabled:cursor-not-allowed aria-disabled:text-ink-off max-md:size-9"
    >
      <Icon of={icon} />
    </button>
  );
}
