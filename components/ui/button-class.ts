import { cx } from "./cx.ts";

export type ButtonVariant = "primary" | "secondary" | "danger" | "danger-quiet" | "ghost";
export type ButtonSize = "m" | "s";

const base =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-md border font-medium text-13 whitespace-nowrap transition-colors " +
  "aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3 " +
  "aria-disabled:hover:bg-sunken data-popup-open:bg-pressed";

const looks: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent-fill text-on-accent hover:bg-accent-fill-hover",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover active:bg-pressed",
  danger: "border-transparent bg-danger-fill text-on-danger hover:bg-danger-fill-hover",
  "danger-quiet": "border-line-strong bg-surface text-bad hover:bg-hover active:bg-pressed",
  ghost: "border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-pressed",
};

const sizes: Record<ButtonSize, string> = { m: "h-8 px-3 max-md:h-9", s: "h-7 px-2.5 max-md:h-8" };
const squares: Record<ButtonSize, string> = { m: "size-8 max-md:size-9", s: "size-7 max-md:size-8" };

export type ButtonLook = { variant?: ButtonVariant; size?: ButtonSize; square?: boolean; className?: string };

/** The look of a button, for anything that must be another element: a link, a menu trigger. */
export function buttonClass({ variant = "secondary", size = "m", square = false, className }: ButtonLook = {}): string {
  return cx(base, looks[variant], square ? squares[size] : sizes[size], className);
}
