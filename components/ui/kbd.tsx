import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-[3px] border border-line bg-bg px-1 font-medium font-mono text-11 text-ink-3">
      {children}
    </kbd>
  );
}
