import type { ReactNode } from "react";
import { Frame } from "#components/shell/frame.tsx";
import { requireSession } from "#lib/web/session.ts";
import { countPlaces } from "#lib/workspaces/count-places.ts";
import { listOwnWorkspaces } from "#lib/workspaces/queries.ts";
import { signOut } from "../(auth)/actions.ts";
import { chooseEnvironment, chooseWorkspace } from "./actions.ts";
import { verbsFor } from "./verbs.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { ctx, user, workspace, role, environment } = await requireSession();
  const [counts, workspaces] = await Promise.all([countPlaces(ctx, environment), listOwnWorkspaces(ctx)]);
  return (
    <Frame
      counts={counts}
      workspace={workspace.name}
      workspaces={workspaces}
      onWorkspace={chooseWorkspace}
      environment={environment}
      onEnvironment={chooseEnvironment}
      verbs={verbsFor(role)}
      account={{ name: user.name, email: user.email, role }}
      onSignOut={signOut}
    >
      {children}
    </Frame>
  );
}
