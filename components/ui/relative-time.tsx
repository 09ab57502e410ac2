"use client";

import { useInBrowser, useTick } from "./clock.ts";
import { sayAge, sayTime, type TimeShape } from "./say-time.ts";

type At = { at: string | Date };

/** An age for a table's column; the exact time in the viewer's zone on hover. */
export function RelativeTime({ at }: At) {
  useTick();
  const zone = useInBrowser() ? undefined : "UTC";
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      title={sayTime(date, "exact", zone)}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {sayAge(date, new Date())}
    </time>
  );
}

/** A moment in the viewer's zone, with the zone. The server says it in UTC until the browser knows better. */
export function LocalTime({ at, shape = "moment" }: At & { shape?: TimeShape }) {
  const zone = useInBrowser() ? undefined : "UTC";
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={sayTime(date, "exact", zone)} className="whitespace-nowrap">
      {sayTime(date, shape, zone)}
    </time>
  );
}
