import type { Metadata } from "next";
import { RuleForm } from "#components/alerts/rule-form.tsx";
import { ActionButton } from "#components/form/action-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Note } from "#components/ui/note.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Why } from "#components/ui/why.tsx";
import { getRule } from "#lib/alerts/queries.ts";
import { sayDuration } from "#lib/alerts/words.ts";
import { may } from "#lib/core/ctx.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { deleteRule, updateRule } from "../../actions.ts";
import { RunbookLink } from "../../open-alert.tsx";
import { ruleChoices } from "../form-data.ts";

export const metadata: Metadata = { title: "Rule" };

export default async function RulePage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const rule = await found(getRule(ctx, (await params).id));
  const mayWrite = may(ctx, "alerts:write");
  const waits = rule.forSeconds > 0 ? ` for ${sayDuration(rule.forSeconds)}` : "";
  return (
    <>
      <ObjectHead
        name={rule.name}
        says={`${rule.enabled ? "On" : "Off"}. Fires when ${rule.says}${waits}.`}
        meta={rule.runbook === "" ? "No runbook" : <RunbookLink runbook={rule.runbook} />}
        actions={
          <>
            <LinkButton href={`/alerts?rule=${rule.id}`}>Its alerts</LinkButton>
            {mayWrite ? (
              <ActionButton
                variant="danger-quiet"
                action={deleteRule}
                input={{ id: rule.id }}
                ask={{
                  title: `Delete ${rule.name}?`,
                  says: `Nobody watches this any more.${rule.open > 0 ? ` ${sayMany(rule.open, "open alert")} of it end now.` : ""} Past alerts keep its name.`,
                  undo: "There is no way back. To pause it, turn it off instead.",
                  keep: "Keep the rule",
                  act: "Delete the rule",
                  danger: true,
                  typeName: rule.name,
                }}
              >
                Delete
              </ActionButton>
            ) : null}
          </>
        }
      />
      {rule.lastError ? (
        <div className="mb-4">
          <Note tone="bad" title="The last check could not read it.">
            {rule.lastError} What is open stays open.
          </Note>
        </div>
      ) : null}
      {mayWrite ? (
        <RuleForm action={updateRule} rule={rule} {...(await ruleChoices(ctx))} />
      ) : (
        <Why>Ops and admins change rules. Ask one of them.</Why>
      )}
    </>
  );
}
