import type { Metadata } from "next";
import { Chip } from "#components/ui/chip.tsx";
import { CopyButton, CopyId } from "#components/ui/copy-button.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { Note } from "#components/ui/note.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { sayBytes, sayMany } from "#components/ui/say-number.ts";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { SourceStateTag } from "#components/webhooks/source-state.tsx";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { listEvents } from "#lib/webhooks/event-queries.ts";
import { getSource } from "#lib/webhooks/source-queries.ts";
import type { SourceDto } from "#lib/webhooks/source-schema.ts";
import { destinationNames } from "#lib/webhooks/traffic-queries.ts";
import { EventsTable } from "../../events/events-table.tsx";
import { operateRefusal, writeRefusal } from "../../refusals.ts";
import { hrefOf } from "../../search.ts";
import { ChangeSource } from "./change-source.tsx";
import { Recipe } from "./recipe.tsx";
import { Routes } from "./routes.tsx";
import { Secrets } from "./secrets.tsx";
import { SourceVerbs } from "./source-verbs.tsx";

export const metadata: Metadata = { title: "Source" };

export default async function SourcePage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const { id } = await params;
  const source = await found(getSource(ctx, id));
  const [{ items }, destinations] = await Promise.all([
    listEvents(ctx, { source: source.id, limit: 8 }),
    destinationNames(ctx),
  ]);
  const refusal = writeRefusal(ctx, source.environment);
  return (
    <>
      <ObjectHead
        name={source.name}
        tags={
          <>
            <Chip tone={source.environment === "live" ? "bad" : "quiet"}>{source.environment}</Chip>
            <SourceStateTag state={source.state} />
          </>
        }
        says={sentence(source)}
        meta={<TextLink href="/webhooks/sources">All sources</TextLink>}
        actions={<SourceVerbs source={source} operate={operateRefusal(ctx)} />}
      />
      {source.state === "paused" ? (
        <div className="mb-4">
          <Note tone="warn" title="This source is paused.">
            What arrives is verified, stored and answered 202. Its deliveries are{" "}
            <TextLink inline href={hrefOf("/webhooks/deliveries", { source: source.id, state: "held", range: "all" })}>
              held
            </TextLink>{" "}
            until it is resumed.
          </Note>
        </div>
      ) : null}
      <Section title="Address" note="give it to the provider">
        <div className="flex max-w-full items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
          <code className="min-w-0 flex-1 font-mono text-13 [overflow-wrap:anywhere]">{source.ingestUrl}</code>
          <CopyButton text={source.ingestUrl} label="Copy the address" />
        </div>
      </Section>
      <WithAside aside={<Settings source={source} />}>
        <Routes source={source} destinations={destinations} refusal={refusal} />
        <Secrets source={source} refusal={refusal} />
        <Recipe source={source} />
        <Section
          title="Recent events"
          aside={
            <TextLink href={hrefOf("/webhooks/events", { source: source.id, range: "all" })}>
              All of this source
            </TextLink>
          }
        >
          {items.length === 0 ? (
            <Panel>
              <p className="text-13 text-ink-3">
                None yet. A request that was refused stands in{" "}
                <TextLink inline href={hrefOf("/webhooks/quarantine", { source: source.id })}>
                  quarantine
                </TextLink>
                .
              </p>
            </Panel>
          ) : (
            <EventsTable
              items={items}
              next={null}
              params={{ source: source.id, range: "all" }}
              path="/webhooks/events"
              selected={undefined}
            />
          )}
        </Section>
        <ChangeSource source={source} refusal={refusal} />
      </WithAside>
    </>
  );
}

function sentence({ lastEventAt, routeList, activeSecrets }: SourceDto) {
  const enabled = routeList.filter((route) => route.enabled).length;
  return (
    <>
      {lastEventAt ? (
        <>
          Last event <RelativeTime at={lastEventAt} />.
        </>
      ) : (
        "No event yet."
      )}{" "}
      {enabled === 0
        ? "No route wants what it receives: events are stored, and nothing is sent."
        : `${sayMany(enabled, "route")}.`}{" "}
      {activeSecrets === 0
        ? "No secret is active: every request is refused."
        : activeSecrets > 1
          ? `${activeSecrets} secrets verify while it is rotated.`
          : null}
    </>
  );
}

function Settings({ source }: { source: SourceDto }) {
  const rows: KeyValue[] = [
    { key: "Signature", value: <TextLink href="/providers">{source.preset}</TextLink> },
    {
      key: "Integration",
      value: source.integrationSlug ? (
        <TextLink href={`/integrations/${source.integrationSlug}`}>{source.integrationName}</TextLink>
      ) : (
        "none"
      ),
    },
    { key: "Tolerance", value: `${source.toleranceSeconds} s, both directions` },
    {
      key: "Repeats",
      value: `${source.dedupeKey === "body_hash" ? "same bytes" : "same provider id"}, ${source.dedupeTtlHours} h`,
    },
    { key: "Answer", value: source.ackMode === "sync_200" ? "200, once stored" : "202, once stored" },
    { key: "Largest body", value: sayBytes(source.maxBodyBytes) },
    { key: "Rate", value: source.ratePerS === null ? "no limit" : `${source.ratePerS} a second` },
    { key: "Created", value: <LocalTime at={source.createdAt} /> },
    { key: "Id", value: <CopyId id={source.id} short /> },
  ];
  return (
    <Section title="Settings">
      <KeyValues rows={rows} />
    </Section>
  );
}
