"use client";

import { startTransition } from "react";
import { Menu, MenuItem, MenuLink, MenuRule } from "#components/ui/menu.tsx";
import type { MenuTrigger } from "#components/ui/menu-button.tsx";
import type { Account } from "./account-menu.tsx";

type Props = MenuTrigger & { account: Account; onSignOut: () => Promise<void> };

export function AccountItems({ account, onSignOut, ...face }: Props) {
  return (
    <Menu defaultOpen {...face}>
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
