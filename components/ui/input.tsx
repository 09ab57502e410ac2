import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

const box =
  "w-full rounded-md border border-line-control bg-surface px-2.5 text-13 aria-invalid:border-bad-fill " +
  "disabled:border-line disabled:bg-sunken disabled:text-ink-3 read-only:bg-sunken max-md:text-16";

type Mono = { mono?: boolean };

export function Input({ mono = false, className, ...rest }: ComponentProps<"input"> & Mono) {
  return <input {...rest} className={cx(box, "h-8 max-md:h-10", mono && "font-mono", className)} />;
}

export function Textarea({ mono = false, className, rows = 4, ...rest }: ComponentProps<"textarea"> & Mono) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cx(box, "block resize-y py-1.5 leading-5", mono && "font-mono", className)}
    />
  );
}

/** The page's own search: `/` puts the cursor here. */
export function SearchInput(props: ComponentProps<"input"> & { "aria-label": string }) {
  return <input type="search" data-search="" {...props} className={cx(box, "h-7 max-md:h-10", props.className)} />;
}
