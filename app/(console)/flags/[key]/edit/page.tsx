import type { Metadata } from "next";
import { FlagForm } from "#components/flags/flag-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { getFlag } from "#lib/flags/queries.ts";
import { listIntegrations, listPeople } from "#lib/integrations/queries.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { updateFlag } from "../../actions.ts";

export const metadata: Metadata = { title: "Edit flag" };

export default async function EditFlagPage({ params }: { params: Promise<{ key: string }> }) {
  const { ctx } = await requireSession();
  const { key } = await params;
  const flag = await found(getFlag(ctx, key));
  const [{ items }, people] = await Promise.all([listIntegrations(ctx, { limit: 100 }), listPeople(ctx)]);
  return (
    <>
      <ObjectHead
        name={key}
        mono
        says="Changing these words flips nothing."
        actions={<LinkButton href={`/flags/${key}`}>Back to the flag</LinkButton>}
      />
      {flag.archivedAt !== null ? (
        <Why>This flag is archived. It is kept for its history and cannot be changed.</Why>
      ) : may(ctx, "flags:define") ? (
        <FlagForm
          action={updateFlag}
          flag={flag}
          integrations={items.map(({ slug, name }) => ({ slug, name }))}
          people={people.map(({ id, name }) => ({ id, name }))}
        />
      ) : (
        <Why>Engineers and admins change flags. Ask one of them.</Why>
      )}
    </>
  );
}
