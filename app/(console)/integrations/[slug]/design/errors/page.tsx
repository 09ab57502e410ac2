import { Panel, Section } from "#components/ui/section.tsx";
import { may } from "#lib/core/ctx.ts";
import { ERROR_CLASS_WORDS } from "#lib/integrations/policy.ts";
import { getErrorPolicy } from "#lib/integrations/record-queries.ts";
import { ERROR_CLASSES } from "#lib/integrations/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadIntegration } from "../../_load.ts";
import { saveErrorPolicyAction } from "../../actions.ts";
import { ErrorPolicyForm } from "./_components/error-policy-form.tsx";

type Props = { params: Promise<{ slug: string }> };

export default async function ErrorPolicyPage({ params }: Props) {
  const { slug } = await params;
  const { ctx } = await requireSession();
  const integration = await loadIntegration(slug);
  const policy = await getErrorPolicy(ctx, slug);
  const refusal = integration.archivedAt
    ? "This integration is archived"
    : may(ctx, "designs:write")
      ? null
      : "Engineers and admins write the error policy";
  const open = policy.undecided.length;
  return (
    <Section
      title="Error policy"
      note={open === 0 ? "all six classes are decided" : `${open} of 6 classes ${open === 1 ? "is" : "are"} undecided`}
    >
      <p className="mb-3 max-w-[62ch] text-13 text-ink-2">
        What your code does with each class of failure. The gateway's own retries and dead letters follow the
        destination's settings; this is the plan that the checklist looks at.
      </p>
      <Panel>
        <ErrorPolicyForm
          key={policy.revision}
          slug={slug}
          revision={policy.revision}
          rows={ERROR_CLASSES.map((name) => ({ name, word: ERROR_CLASS_WORDS[name], rule: policy.classes[name] }))}
          refusal={refusal}
          action={saveErrorPolicyAction}
        />
      </Panel>
    </Section>
  );
}
