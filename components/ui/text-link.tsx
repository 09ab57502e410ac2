import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

/** `inline` inside a sentence: underlined, so that colour is not the only sign. */
export function TextLink({ inline = false, className, ...rest }: ComponentProps<typeof Link> & { inline?: boolean }) {
  return (
    <Link
      {...rest}
      className={cx(
        "text-accent underline-offset-[3px] hover:underline",
        inline && "underline decoration-1",
        className,
      )}
    />
  );
}
