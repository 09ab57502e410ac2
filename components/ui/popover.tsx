"use client";

import { type ComponentType, type ReactNode, useState } from "react";

export type PopoverProps = {
  trigger: ReactNode;
  triggerClass: string;
  label?: string;
  title?: string;
  align?: "start" | "end";
  children: ReactNode;
};

const load = () => import("./popover-panel.tsx").then((module) => module.PopoverPanel);

/** A button first; what it opens comes when somebody reaches for it. */
export function Popover(props: PopoverProps) {
  const [Panel, setPanel] = useState<ComponentType<PopoverProps> | null>(null);
  if (Panel !== null) return <Panel {...props} />;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={false}
      aria-label={props.label}
      className={props.triggerClass}
      onPointerEnter={() => void load()}
      onClick={async () => {
        const loaded = await load();
        setPanel(() => loaded);
      }}
    >
      {props.trigger}
    </button>
  );
}
