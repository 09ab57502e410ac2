import type { Metadata } from "next";
import { RuleForm } from "#components/alerts/rule-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { createRule } from "../../actions.ts";
import { ruleChoices } from "../form-data.ts";

export const metadata: Metadata = { title: "New rule" };

export default async function NewRulePage() {
  const { ctx } = await requireSession();
  const choices = await ruleChoices(ctx);
  return (
    <>
      <ObjectHead
        name="New rule"
        says="What is watched, how long it has to last, and who is told."
        actions={<LinkButton href="/alerts/rules">Back to rules</LinkButton>}
      />
      {may(ctx, "alerts:write") ? (
        <RuleForm action={createRule} {...choices} />
      ) : (
        <Why>Ops and admins make rules. Ask one of them.</Why>
      )}
    </>
  );
}
