"use client";

import { startTransition } from "react";
import { Menu, MenuChoice } from "#components/ui/menu.tsx";
import type { MenuTrigger } from "#components/ui/menu-button.tsx";
import type { WorkspaceAction, WorkspaceChoice } from "./workspace-menu.tsx";

type Props = MenuTrigger & { workspaces: readonly WorkspaceChoice[]; action: WorkspaceAction };

export function WorkspaceItems({ workspaces, action, ...face }: Props) {
  const open = (slug: string) => {
    const data = new FormData();
    data.set("workspace", slug);
    startTransition(() => action(data));
  };
  return (
    <Menu defaultOpen align="start" {...face}>
      <MenuChoice
        label="Workspaces"
        value={workspaces.find((workspace) => workspace.here)?.slug ?? ""}
        options={workspaces.map(({ slug, name }) => ({ value: slug, word: name }))}
        onChange={open}
      />
    </Menu>
  );
}
