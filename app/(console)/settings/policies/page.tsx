import type { Metadata } from "next";
import { StateHead } from "#components/ui/page-head.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { rolesWith } from "#lib/auth/permissions.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { getWorkspace } from "#lib/workspaces/queries.ts";
import { PolicyForm } from "./policy-form.tsx";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage() {
  const { ctx } = await requireSession();
  const { policies } = await getWorkspace(ctx);
  const refusal = may(ctx, "workspace:write")
    ? undefined
    : `Changing policies is for ${rolesWith("workspace:write").join(" and ")}.`;
  return (
    <>
      <StateHead
        says="Policies hold for every integration of this workspace."
        meta="Each change is in the audit log with what it was before. Traffic in test is never gated."
      />
      <Section title="Gates, evidence and retention">
        <div className="max-w-140">
          <Panel>
            <PolicyForm policies={policies} refusal={refusal} />
          </Panel>
        </div>
      </Section>
    </>
  );
}
