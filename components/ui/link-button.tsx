import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button-class.ts";

/** A link that looks like a button: it goes somewhere, it does not act. */
export function LinkButton({
  variant,
  size,
  square,
  className,
  ...rest
}: Omit<ComponentProps<typeof Link>, "className"> & ButtonLook) {
  return <Link {...rest} className={buttonClass({ variant, size, square, className })} />;
}
