import type { Metadata } from "next";
import { Chip } from "#components/ui/chip.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { CATALOGUE } from "#lib/providers/catalogue.ts";
import type { ProviderManifest } from "#lib/providers/schema.ts";
import { requireSession } from "#lib/web/session.ts";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  await requireSession();
  return (
    <>
      <StateHead
        says={`${CATALOGUE.length} signature recipes, each checked against requests that somebody else signed.`}
        meta="A source takes one of them as its preset. What a request says about its own algorithm never counts."
      />
      {CATALOGUE.map((provider) => (
        <Provider key={provider.preset} provider={provider} />
      ))}
    </>
  );
}

function Provider({ provider }: { provider: ProviderManifest }) {
  const { recipe, docsUrl } = provider;
  const rows: KeyValue[] = [
    { key: "Signature", value: <span className="mono">{recipe.signatureHeader}</span> },
    { key: "Signed string", value: <span className="mono">{recipe.signedString}</span> },
    { key: "Algorithm", value: recipe.algorithm },
    { key: "Tolerance", value: recipe.tolerance },
    { key: "Event id", value: recipe.eventId },
    { key: "Event type", value: recipe.eventType },
    { key: "Secret", value: recipe.secret },
    ...provider.limits.map(({ what, value }) => ({ key: what, value })),
    { key: "Checked", value: provider.checkedWith },
  ];
  return (
    <Section
      id={provider.preset}
      title={provider.name}
      note={provider.summary}
      aside={<Chip mono>{provider.preset}</Chip>}
    >
      <Panel>
        <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-8 max-lg:grid-cols-[minmax(0,1fr)] max-lg:gap-4">
          <KeyValues rows={rows} />
          <div className="min-w-0 text-13">
            <h3 className="mb-1 font-medium">What to know</h3>
            <ul className="grid list-disc gap-1 pl-4 text-ink-2">
              {provider.quirks.map((quirk) => (
                <li key={quirk}>{quirk}</li>
              ))}
            </ul>
            {docsUrl ? (
              <p className="mt-3">
                <a
                  href={docsUrl}
                  rel="noreferrer noopener"
                  target="_blank"
                  className="text-accent underline decoration-1 underline-offset-[3px]"
                >
                  {provider.name} on webhooks
                </a>
              </p>
            ) : null}
          </div>
        </div>
      </Panel>
    </Section>
  );
}
