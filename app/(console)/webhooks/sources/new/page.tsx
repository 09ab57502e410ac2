import type { Metadata } from "next";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextField } from "#components/form/fields.tsx";
import { SecretField } from "#components/form/secret-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { listIntegrations } from "#lib/integrations/queries.ts";
import { CATALOGUE, providerOf } from "#lib/providers/catalogue.ts";
import { Preset } from "#lib/providers/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { hrefOf, readParams, type Search } from "../../search.ts";
import { createSource } from "../actions.ts";
import { SchemeFields } from "./scheme-fields.tsx";

export const metadata: Metadata = { title: "New source" };

const PATH = "/webhooks/sources/new";

export default async function NewSourcePage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = await readParams(searchParams);
  const preset = Preset.catch("stripe").parse(params["preset"]);
  const provider = providerOf(preset);
  const { items } = await listIntegrations(ctx, { limit: 100 });
  const allowed = may(ctx, environment === "live" ? "webhooks:write-live" : "webhooks:write-test");
  const optional = environment === "test";
  return (
    <>
      <ObjectHead
        name="New source"
        says={`An address in ${environment} for one provider. The switch in the top bar chooses the environment.`}
        actions={<LinkButton href="/webhooks/sources">Back to sources</LinkButton>}
      />
      <div className="mb-5 flex flex-wrap">
        <Segmented
          label="Provider"
          segments={CATALOGUE.map((entry) => ({
            href: hrefOf(PATH, { preset: entry.preset, integration: params["integration"] }),
            word: entry.name,
            here: entry.preset === preset,
          }))}
        />
      </div>
      {allowed ? (
        <ActionForm id="source" action={createSource} className="grid max-w-140 gap-4">
          <HiddenField name="environment" value={environment} />
          <HiddenField name="preset" value={preset} />
          <TextField
            name="name"
            label="Name"
            defaultValue={preset === "generic_hmac" ? "" : preset.replace("_", "-")}
            maxLength={80}
          />
          <SelectField
            name="integration"
            label="Integration"
            optional={optional}
            defaultValue={params["integration"] ?? ""}
            help={optional ? "A source of test may stand alone." : "Its gates decide when the traffic flows."}
            options={[
              { value: "", word: optional ? "None" : "Choose one" },
              ...items.map((one) => ({ value: one.slug, word: one.name })),
            ]}
          />
          <SecretField
            name="secrets"
            label="Signing secret"
            help={`${provider.recipe.secret}. It is sealed, and never shown again.`}
          />
          {preset === "generic_hmac" ? <SchemeFields /> : null}
          <div>
            <SubmitButton pendingWord="Creating">Create source</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <Why>
          {environment === "live"
            ? "Sources of live are made by an admin."
            : "Engineers and admins make sources. Ask one of them."}
        </Why>
      )}
    </>
  );
}
