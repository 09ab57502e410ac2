import Link from "next/link";
import { Mark } from "#components/motif/mark.tsx";
import { cx } from "#components/ui/cx.ts";
import { type Account, AccountMenu } from "./account-menu.tsx";
import { CommandButton } from "./command-button.tsx";
import type { Verb } from "./command-list.ts";
import { type Environment, type EnvironmentAction, EnvironmentSwitch } from "./environment-switch.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { Where } from "./where.tsx";
import { type WorkspaceAction, type WorkspaceChoice, WorkspaceMenu } from "./workspace-menu.tsx";

export type TopBarProps = {
  workspace: string;
  workspaces: readonly WorkspaceChoice[];
  onWorkspace: WorkspaceAction;
  environment: Environment;
  onEnvironment: EnvironmentAction;
  verbs: readonly Verb[];
  account: Account;
  onSignOut: () => Promise<void>;
};

export function TopBar({ workspace, workspaces, onWorkspace, environment, onEnvironment, ...rest }: TopBarProps) {
  const { verbs, account, onSignOut } = rest;
  return (
    <header
      data-environment={environment}
      className={cx(
        "sticky top-0 z-20 flex h-bar items-center gap-3 border-b px-6 text-13 max-md:gap-2 max-md:px-4",
        environment === "live" ? "border-live-line bg-live-soft" : "border-line bg-bg",
      )}
    >
      <Link href="/" aria-label="Interlock, overview" className="md:hidden">
        <Mark />
      </Link>
      <Where
        workspace={
          workspaces.length > 1 ? (
            <WorkspaceMenu workspaces={workspaces} action={onWorkspace} />
          ) : (
            <Link href="/" className="truncate hover:text-ink">
              {workspace}
            </Link>
          )
        }
      />
      <span className="flex-1" />
      <EnvironmentSwitch environment={environment} action={onEnvironment} />
      <CommandButton verbs={verbs} live={environment === "live"} />
      <ThemeMenu />
      <AccountMenu account={account} onSignOut={onSignOut} />
    </header>
  );
}
