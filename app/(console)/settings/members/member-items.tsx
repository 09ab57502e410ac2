"use client";

import { Menu, MenuChoice, MenuGroup, MenuItem, MenuRule } from "#components/ui/menu.tsx";
import type { MenuTrigger } from "#components/ui/menu-button.tsx";
import type { Member } from "./member-menu.tsx";

const ROLES = (["viewer", "engineer", "ops", "admin"] as const).map((value) => ({ value, word: value }));

type Props = MenuTrigger &
  Pick<Member, "role" | "off"> & {
    onRole: (role: Member["role"]) => void;
    onEnable: () => void;
    onAsk: (what: "disable" | "remove") => void;
  };

export function MemberItems({ role, off, onRole, onEnable, onAsk, ...face }: Props) {
  return (
    <Menu defaultOpen {...face}>
      <MenuGroup label="Role">
        <MenuChoice label="Role" value={role} options={ROLES} onChange={onRole} />
      </MenuGroup>
      <MenuRule />
      {off ? (
        <MenuItem onSelect={onEnable}>Enable the account</MenuItem>
      ) : (
        <MenuItem onSelect={() => onAsk("disable")}>Disable the account</MenuItem>
      )}
      <MenuItem danger onSelect={() => onAsk("remove")}>
        Remove from this workspace
      </MenuItem>
    </Menu>
  );
}
