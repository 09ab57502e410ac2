import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";
import { type Tone, toneText } from "./tone.ts";

/** How a state is said: colour, icon and word. A domain keeps one typed table of these. */
export type StateLook = { word: string; tone: Tone; icon: LucideIcon };

type Props = { look: StateLook; children?: ReactNode; className?: string };

/** `children` replaces the word when the state has a number: "Canary 10 %". */
export function StateTag({ look, children, className }: Props) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 align-middle font-medium whitespace-nowrap",
        toneText[look.tone],
        className,
      )}
    >
      <Icon of={look.icon} size={14} />
      {children ?? look.word}
    </span>
  );
}
