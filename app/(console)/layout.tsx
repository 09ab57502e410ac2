import type { ReactNode } from "react";
import { Frame } from "#components/shell/frame.tsx";
import { requireSession } from "#lib/web/session.ts";
import { countPlaces } from "#lib/workspaces/count-places.ts";
import { signOut } from "../(auth)/actions.ts";
import { chooseEnvironment } from "./actions.ts";
import { verbsFor } from "./verbs.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { ctx, user, workspace, role, environment } = await requireSession();
  const counts = await countPlaces(ctx, environment);
  return (
    <Frame
      counts={counts}
      workspace={workspace.name}
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
