"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

const item =
  "flex min-h-7.5 w-full select-none items-center gap-2 rounded-sm px-2 text-13 outline-none data-disabled:text-ink-3 data-highlighted:bg-hover max-md:min-h-10";

type MenuProps = {
  trigger: ReactNode;
  /** The look of the trigger, from `buttonClass`. */
  triggerClass: string;
  /** Needed when the trigger shows no word. */
  label?: string;
  align?: "start" | "end";
  /** For a menu whose code came because its button was pressed. */
  defaultOpen?: boolean;
  children: ReactNode;
};

export function Menu({ trigger, triggerClass, label, align = "end", defaultOpen = false, children }: MenuProps) {
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger className={triggerClass} aria-label={label} title={label}>
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className="max-h-[var(--available-height)] w-56 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-menu outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = { onSelect?: () => void; danger?: boolean; disabledReason?: string; children: ReactNode };

export function MenuItem({ onSelect, danger = false, disabledReason, children }: ItemProps) {
  return (
    <Base.Item onClick={onSelect} disabled={Boolean(disabledReason)} className={cx(item, danger && "text-bad")}>
      <span className="flex min-w-0 flex-1 items-center gap-2">
        {disabledReason ? (
          <span className="py-1">
            <span className="block">{children}</span>
            <span className="block text-12">{disabledReason}</span>
          </span>
        ) : (
          children
        )}
      </span>
    </Base.Item>
  );
}

export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Base.LinkItem closeOnClick render={<Link href={href} />} className={item}>
      {children}
    </Base.LinkItem>
  );
}

export function MenuRule() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 py-1 font-medium text-12 text-ink-3">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

type Option<Value extends string> = { value: Value; word: string };

export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={item}>
          <span className="size-3.5">
            <Base.RadioItemIndicator>
              <Icon of={Check} size={14} />
            </Base.RadioItemIndicator>
          </span>
          {option.word}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
