"use client";

import { startTransition } from "react";
import { Menu, MenuItem, MenuLink, MenuRule } from "#components/ui/menu.tsx";

export type Account = { name: string; email: string; role: string };

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join("");
}

export function AccountMenu({ account, onSignOut }: { account: Account; onSignOut: () => Promise<void> }) {
  return (
    <Menu
      label={`Account: ${account.name}`}
      trigger={<span aria-hidden="true">{initials(account.name)}</span>}
      triggerClass="inline-grid size-6 shrink-0 place-items-center rounded-full bg-pressed font-semibold text-11 text-ink-2 max-md:size-8"
    >
      <div className="px-2 py-1.5 text-13">
        <p className="truncate font-medium">{account.name}</p>
        <p className="truncate text-12 text-ink-3">{account.email}</p>
        <p className="text-12 text-ink-3">Role: {account.role}</p>
      </div>
      <MenuRule />
      <MenuLink href="/settings">Settings</MenuLink>
      <MenuItem onSelect={() => startTransition(onSignOut)}>Sign out</MenuItem>
    </Menu>
  );
}
