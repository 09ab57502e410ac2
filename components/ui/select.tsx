import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

export type Option = { value: string; word: string; disabled?: boolean };

/** The platform's own select: nothing to load, and right on every phone. */
export function Select({ options, className, ...rest }: ComponentProps<"select"> & { options: readonly Option[] }) {
  return (
    <span className={cx("relative block", className)}>
      <select
        {...rest}
        className="h-8 w-full appearance-none rounded-md border border-line-control bg-surface pr-8 pl-2.5 text-13 disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad-fill max-md:h-10 max-md:text-16"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled} className="bg-raised text-ink">
            {option.word}
          </option>
        ))}
      </select>
      <Icon of={ChevronDown} className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3" />
    </span>
  );
}
