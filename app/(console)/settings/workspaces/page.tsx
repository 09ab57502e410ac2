import type { Metadata } from "next";
import { Button } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Section, WithAside } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { rolesWith } from "#lib/auth/permissions.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { listOwnWorkspaces } from "#lib/workspaces/queries.ts";
import { chooseWorkspace } from "../../actions.ts";
import { WorkspaceForm } from "./workspace-form.tsx";

export const metadata: Metadata = { title: "Workspaces" };

export default async function WorkspacesPage() {
  const { ctx } = await requireSession();
  const workspaces = await listOwnWorkspaces(ctx);
  const refusal = may(ctx, "workspace:write")
    ? undefined
    : `Creating a workspace is for ${rolesWith("workspace:write").join(" and ")}.`;
  return (
    <WithAside
      aside={
        <Section title="Create a workspace">
          <WorkspaceForm refusal={refusal} />
        </Section>
      }
    >
      <StateHead
        says={`You belong to ${sayMany(workspaces.length, "workspace")}.`}
        meta="A workspace is a tenant: integrations, traffic, flags, members and the audit log of one are unseen in another."
      />
      <Table
        label="Workspaces"
        head={
          <>
            <Th>Workspace</Th>
            <Th>Your role</Th>
            <Th numeric label="Open" />
          </>
        }
      >
        {workspaces.map((workspace) => (
          <Tr key={workspace.slug} selected={workspace.here}>
            <NameCell name={workspace.name} sub={workspace.slug} />
            <Td>
              {workspace.role} {workspace.isDemo ? <Chip>Demo</Chip> : null}
            </Td>
            <Td numeric>
              {workspace.here ? (
                <span className="text-ink-3">Open</span>
              ) : (
                <form action={chooseWorkspace}>
                  <input type="hidden" name="workspace" value={workspace.slug} />
                  <Button type="submit" size="s">
                    Open {workspace.name}
                  </Button>
                </form>
              )}
            </Td>
          </Tr>
        ))}
      </Table>
    </WithAside>
  );
}
