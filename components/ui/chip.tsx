import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";
import { type Tone, toneSoft } from "./tone.ts";

type Props = { tone?: Tone; icon?: LucideIcon; mono?: boolean; children: ReactNode };

export function Chip({ tone = "quiet", icon, mono = false, children }: Props) {
  return (
    <span
      className={cx(
        "inline-flex h-5 items-center gap-1 rounded-sm border px-1.5 align-middle font-medium text-12 whitespace-nowrap",
        toneSoft[tone],
      )}
    >
      {icon ? <Icon of={icon} size={12} /> : null}
      {mono ? <span className="mono">{children}</span> : children}
    </span>
  );
}
