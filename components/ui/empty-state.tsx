import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

type Props = {
  title: string;
  /** What this place is for. */
  children: ReactNode;
  /** The one button that starts it. */
  action?: ReactNode;
  /** The same as an API call or a command. */
  command?: string;
};

export function EmptyState({ title, children, action, command }: Props) {
  return (
    <div className="grid max-w-140 justify-items-start gap-3 px-6 py-8 max-md:px-4">
      <svg width={136} height={28} viewBox="0 0 136 28" aria-hidden="true" fill="none" strokeWidth={2}>
        <path d="M1 20h42M93 20h42" stroke="var(--track-unlit)" />
        <path d="M50 20h36" stroke="var(--track-unlit)" strokeDasharray="4 4" />
        <path d="M51 7h34v10H51z" stroke="var(--line-control)" strokeDasharray="3 3" strokeWidth={1.25} />
      </svg>
      <h2 className="font-semibold text-16">{title}</h2>
      <div className="text-13 text-ink-2">{children}</div>
      {action}
      {command ? (
        <div className="flex max-w-full items-start gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
          <code className="min-w-0 py-1 font-mono text-12 [overflow-wrap:anywhere]">{command}</code>
          <CopyButton text={command} label="Copy the command" />
        </div>
      ) : null}
    </div>
  );
}
