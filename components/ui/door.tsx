import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { type Tone, toneText } from "./tone.ts";

/** A number that opens the rows it counts. */
export function Door({ href, tone = "ink", children }: { href: string; tone?: Tone; children: ReactNode }) {
  return (
    <Link
      href={href}
      className={cx(
        "font-semibold whitespace-nowrap underline decoration-1 decoration-line-control underline-offset-4 hover:decoration-current",
        toneText[tone],
      )}
    >
      {children}
    </Link>
  );
}
