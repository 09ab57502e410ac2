import { CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

type NoteTone = "info" | "warn" | "bad" | "park" | "quiet";

const edges: Record<NoteTone, { edge: string; text: string; icon: LucideIcon }> = {
  info: { edge: "border-l-info-fill", text: "text-info", icon: Info },
  warn: { edge: "border-l-warn-fill", text: "text-warn", icon: TriangleAlert },
  bad: { edge: "border-l-bad-fill", text: "text-bad", icon: CircleAlert },
  park: { edge: "border-l-park-fill", text: "text-park", icon: Info },
  quiet: { edge: "border-l-line-control", text: "text-ink-2", icon: Info },
};

type Props = { tone?: NoteTone; icon?: LucideIcon; title?: ReactNode; actions?: ReactNode; children?: ReactNode };

/** Something to know before acting: a coloured edge, an icon and a sentence. */
export function Note({ tone = "quiet", icon, title, actions, children }: Props) {
  const look = edges[tone];
  return (
    <div
      className={cx(
        "flex gap-2.5 rounded-sm border border-line border-l-[3px] bg-surface px-3 py-2.5 text-13",
        look.edge,
      )}
    >
      <Icon of={icon ?? look.icon} className={cx("mt-0.5", look.text)} />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {title ? <strong className="font-semibold">{title} </strong> : null}
        {children}
      </div>
      {actions}
    </div>
  );
}
