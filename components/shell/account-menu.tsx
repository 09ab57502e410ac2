"use client";

import { MenuButton } from "#components/ui/menu-button.tsx";

export type Account = { name: string; email: string; role: string };

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join("");
}

const load = () => import("./account-items.tsx").then((module) => module.AccountItems);

export function AccountMenu({ account, onSignOut }: { account: Account; onSignOut: () => Promise<void> }) {
  const face = {
    label: `Account: ${account.name}`,
    trigger: <span aria-hidden="true">{initials(account.name)}</span>,
    triggerClass:
      "inline-grid size-6 shrink-0 place-items-center rounded-full bg-pressed font-semibold text-11 text-ink-2 max-md:size-8",
  };
  return <MenuButton face={face} load={load} items={{ account, onSignOut }} />;
}
