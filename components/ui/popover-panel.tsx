"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { PopoverProps } from "./popover.tsx";

/** Opens with its mount: whoever mounts it has just been pressed. */
export function PopoverPanel({ trigger, triggerClass, label, title, align = "start", children }: PopoverProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger className={triggerClass} aria-label={label}>
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup
            aria-label={title ? undefined : label}
            className="max-h-[var(--available-height)] w-80 max-w-[calc(100vw-32px)] overflow-y-auto rounded-md border border-line-strong bg-raised p-4 text-13 shadow-menu outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {title ? <Base.Title className="mb-2 font-semibold text-13">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
