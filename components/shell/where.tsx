"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isAt, places } from "./places.ts";

/** Workspace and place, read from the address. */
export function Where({ workspace }: { workspace: ReactNode }) {
  const path = usePathname();
  const place = places.find((candidate) => isAt(candidate, path));
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-13 text-ink-2">
      <span className="flex min-w-0 items-center max-md:hidden">{workspace}</span>
      {place ? (
        <>
          <span aria-hidden="true" className="text-ink-3 max-md:hidden">
            /
          </span>
          <Link href={place.href} className="truncate font-medium text-ink">
            {place.word}
          </Link>
        </>
      ) : null}
    </p>
  );
}
