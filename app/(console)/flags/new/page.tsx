import type { Metadata } from "next";
import { FlagForm } from "#components/flags/flag-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { listIntegrations, listPeople } from "#lib/integrations/queries.ts";
import { requireSession } from "#lib/web/session.ts";
import { defineFlag } from "../actions.ts";
import { readSearch, type Search } from "../search.ts";

export const metadata: Metadata = { title: "New flag" };

export default async function NewFlagPage({ searchParams }: { searchParams: Search }) {
  const { ctx } = await requireSession();
  const [{ items }, people, { integration }] = await Promise.all([
    listIntegrations(ctx, { limit: 100 }),
    listPeople(ctx),
    readSearch(searchParams),
  ]);
  return (
    <>
      <ObjectHead
        name="New flag"
        says="It gets a state in test and in live at once. A kill switch starts running; everything else starts off."
        actions={<LinkButton href="/flags">Back to flags</LinkButton>}
      />
      {may(ctx, "flags:define") ? (
        <FlagForm
          action={defineFlag}
          integrations={items.map(({ slug, name }) => ({ slug, name }))}
          people={people.map(({ id, name }) => ({ id, name }))}
          {...(integration === undefined ? {} : { integration })}
        />
      ) : (
        <Why>Engineers and admins define flags. Ask one of them.</Why>
      )}
    </>
  );
}
