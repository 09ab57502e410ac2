import type { Metadata } from "next";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Panel } from "#components/ui/section.tsx";
import { requireSession } from "#lib/web/session.ts";
import { integrationChoices } from "#lib/webhooks/traffic-queries.ts";
import { writeRefusal } from "../../refusals.ts";
import { readParams, type Search } from "../../search.ts";
import { NewDestinationForm } from "../destination-form.tsx";

export const metadata: Metadata = { title: "New destination" };

export default async function NewDestinationPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const { integration = "" } = await readParams(searchParams);
  const integrations = await integrationChoices(ctx);
  return (
    <>
      <ObjectHead
        name="New destination"
        says={`It will take deliveries of ${environment}. Its signing secret is made for you, and shown once.`}
      />
      <div className="max-w-160">
        <Panel>
          <NewDestinationForm
            environment={environment}
            integrations={integrations}
            integration={integration}
            refusal={writeRefusal(ctx, environment)}
          />
        </Panel>
      </div>
    </>
  );
}
