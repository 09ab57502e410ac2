import type { Metadata } from "next";
import { Note } from "#components/ui/note.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Panel } from "#components/ui/section.tsx";
import { CATALOGUE } from "#lib/providers/catalogue.ts";
import { requireSession } from "#lib/web/session.ts";
import { integrationChoices } from "#lib/webhooks/traffic-queries.ts";
import { writeRefusal } from "../../refusals.ts";
import { readParams, type Search } from "../../search.ts";
import { SourceForm } from "./source-form.tsx";

export const metadata: Metadata = { title: "New source" };

export default async function NewSourcePage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = await readParams(searchParams);
  const integrations = await integrationChoices(ctx);
  return (
    <>
      <ObjectHead
        name="New source"
        says={`It will listen in ${environment}. The address is made when you create it.`}
      />
      {environment === "live" ? (
        <div className="mb-4 max-w-160">
          <Note tone="park" title="Live events are parked until the gates pass.">
            They are verified, stored and answered 202, and delivered when the integration's verification gate opens.
          </Note>
        </div>
      ) : null}
      <div className="max-w-160">
        <Panel>
          <SourceForm
            environment={environment}
            integrations={integrations}
            integration={params.integration ?? ""}
            preset={params.preset ?? "stripe"}
            presets={CATALOGUE.map(({ preset, name, recipe }) => ({
              value: preset,
              word: name,
              secret: recipe.secret,
              header: recipe.signatureHeader,
            }))}
            refusal={writeRefusal(ctx, environment)}
          />
        </Panel>
      </div>
    </>
  );
}
