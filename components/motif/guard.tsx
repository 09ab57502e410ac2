import type { ReactNode } from "react";

const corners = [
  "top-0 left-0 border-t border-l",
  "top-0 right-0 border-t border-r",
  "bottom-0 left-0 border-b border-l",
  "right-0 bottom-0 border-r border-b",
];

/** Four corner marks around what acts on live traffic at once: a kill switch, and only that. */
export function Guard({
  stopped = false,
  small = false,
  children,
}: {
  stopped?: boolean;
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={`relative inline-block ${small ? "px-2 py-1" : "px-3.5 py-2.5"}`}>
      {corners.map((corner) => (
        <span
          key={corner}
          aria-hidden="true"
          className={`pointer-events-none absolute ${corner} ${small ? "size-1.5" : "size-2.5"} ${stopped ? "border-bad-fill" : "border-ink-3"}`}
        />
      ))}
      {children}
    </div>
  );
}
