import type { LucideIcon } from "lucide-react";

type Size = 12 | 14 | 16 | 20;

/** 16 in controls, 14 in text, 12 in chips. Never alone: a word or an aria-label stands with it. */
export function Icon({ of: Drawing, size = 16, className }: { of: LucideIcon; size?: Size; className?: string }) {
  return (
    <Drawing aria-hidden size={size} strokeWidth={1.75} className={className ? `shrink-0 ${className}` : "shrink-0"} />
  );
}
