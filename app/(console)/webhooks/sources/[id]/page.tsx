import type { Metadata } from "next";
import { ActionButton } from "#components/form/action-button.tsx";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayBytes, sayMany } from "#components/ui/say-number.ts";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { SourceStateTag } from "#components/webhooks/source-state.tsx";
import { may } from "#lib/core/ctx.ts";
import { providerOf } from "#lib/providers/catalogue.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { getSource } from "#lib/webhooks/source-queries.ts";
import type { SourceDto } from "#lib/webhooks/source-schema.ts";
import { deleteSource, pauseSource, resumeSource, updateSource } from "../actions.ts";
import { Recipe } from "./recipe.tsx";
import { Secrets } from "./secrets.tsx";

export const metadata: Metadata = { title: "Source" };

export default async function SourcePage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const { id } = await params;
  const source = await found(getSource(ctx, id));
  const live = source.environment === "live";
  const refusal = may(ctx, live ? "webhooks:write-live" : "webhooks:write-test")
    ? undefined
    : live
      ? "Sources of live are changed by an admin."
      : "Engineers and admins change sources of test.";
  return (
    <>
      <ObjectHead
        name={source.name}
        tags={
          <>
            <Chip>{source.environment}</Chip>
            <Chip>{providerOf(source.preset).name}</Chip>
            <SourceStateTag state={source.state} />
          </>
        }
        says={sentence(source)}
        meta={
          source.lastEventAt ? (
            <>
              Last event <RelativeTime at={source.lastEventAt} />
            </>
          ) : (
            "No event yet"
          )
        }
        actions={
          <>
            <LinkButton href={`/webhooks/events?source=${source.id}`}>Events</LinkButton>
            <LinkButton href={`/webhooks/quarantine?source=${source.id}`}>Quarantine</LinkButton>
            <Turn source={source} allowed={may(ctx, "webhooks:operate")} />
          </>
        }
      />
      <WithAside aside={<Facts source={source} />}>
        <Section title="Address" note="Give this to the provider">
          <Panel>
            <p className="flex min-w-0 items-center gap-1">
              <code className="mono min-w-0 text-13 [overflow-wrap:anywhere]">{source.ingestUrl}</code>
              <CopyButton text={source.ingestUrl} label="Copy the address" />
            </p>
          </Panel>
        </Section>
        <Secrets source={source} refusal={refusal} />
        <Section title="Routes" note={sayMany(source.routeList.length, "route")}>
          <Routes source={source} />
        </Section>
        <Recipe source={source} />
        <Section title="Change">
          {refusal ? null : (
            <ActionForm id="rename" action={updateSource} done="Saved." className="mb-4 grid max-w-96 gap-3">
              <HiddenField name="id" value={source.id} />
              <TextField name="name" label="Name" defaultValue={source.name} maxLength={80} />
              <TextField
                name="ratePerS"
                label="Requests a second"
                optional
                inputMode="numeric"
                defaultValue={source.ratePerS ?? ""}
                help="More are answered 429."
              />
              <div>
                <SubmitButton variant="secondary">Save</SubmitButton>
              </div>
            </ActionForm>
          )}
          <ActionButton
            variant="danger-quiet"
            action={deleteSource}
            input={{ id: source.id }}
            {...(refusal ? { disabledReason: refusal } : {})}
            ask={{
              title: `Delete the source ${source.name}?`,
              says: "Its address answers 404 from now on, and the provider's requests are lost to us. Its events stay readable, and what waits is still delivered.",
              undo: "This cannot be undone: a new source has another address.",
              keep: "Keep it",
              act: "Delete the source",
              danger: true,
              typeName: source.name,
            }}
          >
            Delete source
          </ActionButton>
        </Section>
      </WithAside>
    </>
  );
}

function sentence({ activeSecrets, routes, state, secrets }: SourceDto): string {
  if (activeSecrets === 0) return "It has no active secret, so every request is refused and kept in the quarantine.";
  if (state === "paused") return "It stores and answers, and its deliveries are held until it is resumed.";
  if (routes === 0) return "It stores and answers, and no route sends its events on.";
  if (secrets.some((secret) => secret.state === "retiring"))
    return "A secret is being rotated: the old one still verifies.";
  return `It verifies with ${sayMany(activeSecrets, "secret")} and sends its events along ${sayMany(routes, "route")}.`;
}

function Turn({ source, allowed }: { source: SourceDto; allowed: boolean }) {
  const reason = allowed ? {} : { disabledReason: "Ops and admins pause sources." };
  if (source.state === "paused")
    return (
      <ActionButton variant="primary" action={resumeSource} input={{ id: source.id }} done="Resumed." {...reason}>
        Resume
      </ActionButton>
    );
  return (
    <ActionButton
      action={pauseSource}
      input={{ id: source.id }}
      done="Paused. What arrives is stored and held."
      undo={{ action: resumeSource, input: { id: source.id } }}
      {...reason}
    >
      Pause
    </ActionButton>
  );
}

function Facts({ source }: { source: SourceDto }) {
  return (
    <Section title="How it receives">
      <KeyValues
        rows={[
          {
            key: "Integration",
            value: source.integrationSlug ? (
              <TextLink href={`/integrations/${source.integrationSlug}`}>{source.integrationName}</TextLink>
            ) : (
              "none"
            ),
          },
          { key: "Answers", value: source.ackMode === "sync_200" ? "200 when stored" : "202 when stored" },
          { key: "Repeats by", value: source.dedupeKey === "body_hash" ? "the body's hash" : "the provider's id" },
          { key: "Remembered", value: `${source.dedupeTtlHours} h` },
          { key: "Largest body", value: sayBytes(source.maxBodyBytes) },
          { key: "Rate limit", value: source.ratePerS === null ? "none" : `${source.ratePerS} a second` },
          { key: "Made", value: <RelativeTime at={source.createdAt} /> },
        ]}
      />
    </Section>
  );
}

function Routes({ source }: { source: SourceDto }) {
  if (source.routeList.length === 0)
    return (
      <p className="text-13 text-ink-2">
        Nothing is sent on.{" "}
        <TextLink inline href="/webhooks/destinations">
          Choose a destination
        </TextLink>{" "}
        and route this source to it.
      </p>
    );
  return (
    <Table
      label="Routes of this source"
      sticky={false}
      head={
        <>
          <Th>Destination</Th>
          <Th>Types</Th>
          <Th>State</Th>
        </>
      }
    >
      {source.routeList.map((route) => (
        <Tr key={route.id}>
          <Td className="font-medium">
            {route.destinationId ? (
              <TextLink href={`/webhooks/destinations/${route.destinationId}`}>{route.destination}</TextLink>
            ) : (
              "nowhere, on purpose"
            )}
          </Td>
          <Td className="mono text-12">{route.eventTypes.join(" ")}</Td>
          <Td>{route.enabled ? "On" : <span className="text-ink-3">Off</span>}</Td>
        </Tr>
      ))}
    </Table>
  );
}
