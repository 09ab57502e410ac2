import { Lock } from "lucide-react";
import { Icon } from "./icon.tsx";

/** Why something is not offered. Stands beside or below it, never only in a tooltip. */
export function Why({ id, children }: { id?: string; children: React.ReactNode }) {
  return (
    <span id={id} className="flex items-start gap-1.5 text-12 text-ink-3">
      <Icon of={Lock} size={14} className="mt-px" />
      <span>{children}</span>
    </span>
  );
}
