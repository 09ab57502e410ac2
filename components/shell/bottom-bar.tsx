"use client";

import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Icon } from "#components/ui/icon.tsx";
import { useLiveCounts } from "./live-counts.tsx";
import { isAt, places } from "./places.ts";
import { PlaceCount } from "./rail.tsx";

const PlacesSheet = dynamic(() => import("./places-sheet.tsx").then((module) => module.PlacesSheet), { ssr: false });

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
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className={cx(tab, elsewhere ? "text-ink" : "text-ink-2")}
      >
        <Icon of={Ellipsis} className="justify-self-center" />
        More
      </button>
      {open ? <PlacesSheet onClose={() => setOpen(false)} /> : null}
    </nav>
  );
}
