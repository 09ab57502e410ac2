"use client";

import { ChevronsUpDown } from "lucide-react";
import { startTransition } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { Menu, MenuChoice } from "#components/ui/menu.tsx";

export type WorkspaceChoice = { slug: string; name: string; here: boolean };
/** The server action that opens another workspace; it reads the form field `workspace`. */
export type WorkspaceAction = (data: FormData) => Promise<void>;

export function WorkspaceMenu({
  workspaces,
  action,
}: {
  workspaces: readonly WorkspaceChoice[];
  action: WorkspaceAction;
}) {
  const here = workspaces.find((workspace) => workspace.here);
  const open = (slug: string) => {
    const data = new FormData();
    data.set("workspace", slug);
    startTransition(() => action(data));
  };
  return (
    <Menu
      align="start"
      label={`Workspace: ${here?.name ?? ""}. Open another`}
      triggerClass="inline-flex min-h-7 min-w-0 items-center gap-1 rounded-sm px-1.5 text-13 hover:bg-hover max-md:min-h-10"
      trigger={
        <>
          <span className="truncate">{here?.name}</span>
          <Icon of={ChevronsUpDown} size={14} />
        </>
      }
    >
      <MenuChoice
        label="Workspaces"
        value={here?.slug ?? ""}
        options={workspaces.map(({ slug, name }) => ({ value: slug, word: name }))}
        onChange={open}
      />
    </Menu>
  );
}
