import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { StateHead } from "#components/ui/page-head.tsx";
import { Panel } from "#components/ui/section.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { ADVICE_BANDS, DISCIPLINES, KIND_WORDS, PATTERN_WORDS } from "#lib/integrations/policy.ts";
import { listPeople } from "#lib/integrations/queries.ts";
import { KINDS, PATTERNS } from "#lib/integrations/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { startIntegrationAction } from "../actions.ts";
import { Wizard } from "./_components/wizard.tsx";

export const metadata: Metadata = { title: "New integration" };

export default async function NewIntegrationPage() {
  const { ctx, user } = await requireSession();
  if (!may(ctx, "designs:write"))
    return (
      <>
        <StateHead says="New integration" />
        <Panel>
          <Why>Engineers and admins create integrations. Ask one of them, or ask an admin for the role.</Why>
        </Panel>
      </>
    );
  const people = await listPeople(ctx);
  return (
    <>
      <StateHead
        says="New integration"
        meta="Four steps. Nothing is stored before the last one, and then everything at once."
      />
      <Wizard
        action={startIntegrationAction}
        requestId={randomUUID()}
        me={user.id}
        people={people.map(({ id, name, email }) => ({ id, name, email }))}
        kinds={KINDS.map((value) => ({ value, ...KIND_WORDS[value] }))}
        patterns={PATTERNS.map((value) => ({ value, ...PATTERN_WORDS[value] }))}
        bands={ADVICE_BANDS}
        disciplines={DISCIPLINES}
      />
    </>
  );
}
