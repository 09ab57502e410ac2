"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Mark } from "#components/motif/mark.tsx";
import { cx } from "#components/ui/cx.ts";
import { Icon } from "#components/ui/icon.tsx";
import { useLiveCounts } from "./live-counts.tsx";
import { isAt, type Place, type PlaceCounts, places } from "./places.ts";

export function Rail() {
  const counts = useLiveCounts();
  const path = usePathname();
  const link = (place: Place) => <PlaceLink key={place.href} place={place} here={isAt(place, path)} counts={counts} />;
  return (
    <nav
      aria-label="Places"
      className="sticky top-0 flex h-dvh flex-col gap-px overflow-y-auto border-line border-r bg-bg px-2 pb-3 text-13 max-md:hidden"
    >
      <Link
        href="/"
        className="mb-2 flex h-bar shrink-0 items-center gap-2.5 px-2 font-semibold text-14 tracking-[-0.01em]"
      >
        <Mark />
        Interlock
      </Link>
      {places.filter((place) => !place.foot).map(link)}
      <span className="flex-1" />
      {places.filter((place) => place.foot).map(link)}
    </nav>
  );
}

export function PlaceLink({ place, here, counts }: { place: Place; here: boolean; counts: PlaceCounts }) {
  return (
    <Link
      href={place.href}
      aria-current={here ? "page" : undefined}
      className={cx(
        "relative flex h-7.5 shrink-0 items-center gap-2.5 rounded-sm px-2 max-md:h-11",
        here
          ? "bg-pressed font-medium text-ink before:absolute before:inset-y-1.5 before:-left-2 before:w-0.5 before:bg-ink"
          : "text-ink-2 hover:bg-hover hover:text-ink",
      )}
    >
      <Icon of={place.icon} />
      {place.word}
      <PlaceCount place={place} counts={counts} className="ml-auto font-medium text-12" />
    </Link>
  );
}

export function PlaceCount({ place, counts, className }: { place: Place; counts: PlaceCounts; className: string }) {
  const count = place.count ? (counts[place.count.of] ?? 0) : 0;
  if (!place.count || count === 0) return null;
  return (
    <span className={cx(className, place.count.tone === "bad" ? "text-bad" : "text-ink-2")}>
      {count > 999 ? "999+" : count}
      <span className="sr-only"> {place.count.says}</span>
    </span>
  );
}
