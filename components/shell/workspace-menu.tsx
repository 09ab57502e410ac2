"use client";

import { ChevronsUpDown } from "lucide-react";
import { Icon } from "#components/ui/icon.tsx";
import { MenuButton } from "#components/ui/menu-button.tsx";

export type WorkspaceChoice = { slug: string; name: string; here: boolean };
/** The server action that opens another workspace; it reads the form field `workspace`. */
export type WorkspaceAction = (data: FormData) => Promise<void>;

const load = () => import("./workspace-items.tsx").then((module) => module.WorkspaceItems);

type Props = { workspaces: readonly WorkspaceChoice[]; action: WorkspaceAction };

export function WorkspaceMenu({ workspaces, action }: Props) {
  const here = workspaces.find((workspace) => workspace.here);
  const face = {
    label: `Workspace: ${here?.name ?? ""}. Open another`,
    triggerClass:
      "inline-flex min-h-7 min-w-0 items-center gap-1 rounded-sm px-1.5 text-13 hover:bg-hover max-md:min-h-10",
    trigger: (
      <>
        <span className="truncate">{here?.name}</span>
        <Icon of={ChevronsUpDown} size={14} />
      </>
    ),
  };
  return <MenuButton face={face} load={load} items={{ workspaces, action }} />;
}
