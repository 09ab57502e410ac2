"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Ellipsis, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { cx } from "#components/ui/cx.ts";
import { Icon } from "#components/ui/icon.tsx";
import { useLiveCounts } from "./live-counts.tsx";
import { isAt, places } from "./places.ts";
import { PlaceCount, PlaceLink } from "./rail.tsx";

const tab = "relative grid place-content-center justify-items-center gap-0.5 font-medium text-11 leading-[14px]";

/** The rail of narrow screens: the places one looks at on a phone, the others behind More. */
export function BottomBar() {
  const counts = useLiveCounts();
  const path = usePathname();
  const [open, setOpen] = useState(false);
  const inBar = places.filter((place) => place.bar);
  const elsewhere = !inBar.some((place) => isAt(place, path));
  return (
    <nav
      aria-label="Places, short"
      className="fixed inset-x-0 bottom-0 z-30 grid h-14 grid-cols-6 border-line-strong border-t bg-surface md:hidden"
    >
      {inBar.map((place) => {
        const here = isAt(place, path);
        return (
          <Link
            key={place.href}
            href={place.href}
            aria-current={here ? "page" : undefined}
            className={cx(
              tab,
              here
                ? "text-ink before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-ink"
                : "text-ink-2",
            )}
          >
            <span className="relative justify-self-center">
              <Icon of={place.icon} />
              <PlaceCount place={place} counts={counts} className="absolute -top-1.5 left-full pl-0.5" />
            </span>
            {place.word}
          </Link>
        );
      })}
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger className={cx(tab, elsewhere ? "text-ink" : "text-ink-2")}>
          <Icon of={Ellipsis} className="justify-self-center" />
          More
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
          <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-auto rounded-t-lg border-line-strong border-t bg-raised p-4 shadow-dialog">
            <div className="mb-2 flex items-center">
              <Dialog.Title className="font-semibold text-16">Places</Dialog.Title>
              <Dialog.Close
                className={buttonClass({ variant: "ghost", square: true, className: "ml-auto" })}
                aria-label="Close"
              >
                <Icon of={X} />
              </Dialog.Close>
            </div>
            {/* Choosing a place closes the sheet; the link itself navigates. */}
            <ul onClickCapture={() => setOpen(false)}>
              {places.map((place) => (
                <li key={place.href}>
                  <PlaceLink place={place} here={isAt(place, path)} counts={counts} />
                </li>
              ))}
            </ul>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </nav>
  );
}
