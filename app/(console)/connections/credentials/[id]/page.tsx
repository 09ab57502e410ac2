import type { Metadata } from "next";
import { hintOf, keyModeWords, kindWords } from "#components/connections/credential-words.ts";
import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { CopyId } from "#components/ui/copy-button.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Note } from "#components/ui/note.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { Section, WithAside } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Why } from "#components/ui/why.tsx";
import { getCredential } from "#lib/connections/queries.ts";
import type { CredentialDto } from "#lib/connections/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { deleteCredential } from "../../actions.ts";
import { RotateForm } from "./rotate-form.tsx";

export const metadata: Metadata = { title: "Credential" };

export default async function CredentialPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const { id } = await params;
  const credential = await found(getCredential(ctx, id));
  const mayWrite = may(ctx, "credentials:write");
  const { usedBy } = credential;
  const refusal = mayWrite
    ? usedBy.length > 0
      ? "Connections use it. Give them another credential first."
      : undefined
    : "Credentials are deleted by admins.";
  return (
    <>
      <ObjectHead
        name={credential.name}
        tags={<Chip>{credential.environment}</Chip>}
        says={sentence(credential)}
        actions={<LinkButton href="/connections/credentials">All credentials</LinkButton>}
      />
      <WithAside aside={<Facts credential={credential} />}>
        {credential.keyMode === "live" && credential.environment === "test" ? (
          <Note tone="bad" title="This is a live key in test.">
            Its prefix says so. Rotate it to a test key before anything is tested with it.
          </Note>
        ) : null}
        {usedBy.length > 0 ? (
          <Section title="Where it is used">
            <ul className="grid gap-1 text-13">
              {usedBy.map((connection) => (
                <li key={connection.id}>
                  <TextLink href={`/connections/${connection.id}`}>{connection.name}</TextLink>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        <Section title="Rotate" note="replaces the value; its connections have to be tested again">
          {mayWrite ? <RotateForm credential={credential} /> : <Why>Credentials are rotated by admins.</Why>}
        </Section>
        <Section title="Delete">
          <ActionButton
            variant="danger-quiet"
            action={deleteCredential}
            input={{ id: credential.id }}
            {...(refusal ? { disabledReason: refusal } : {})}
            ask={{
              title: `Delete the credential ${credential.name}?`,
              says: "The sealed value is destroyed. Nothing uses it at present.",
              undo: "This cannot be undone. Keep the value elsewhere if you may need it.",
              keep: "Keep it",
              act: "Delete the credential",
              danger: true,
              typeName: credential.name,
            }}
          >
            Delete credential
          </ActionButton>
        </Section>
      </WithAside>
    </>
  );
}

function sentence({ usedBy, store }: CredentialDto): string {
  const where =
    store === "sealed" ? "Sealed in Interlock's own store." : "Kept outside Interlock, read only when it is used.";
  const used =
    usedBy.length === 0
      ? "No connection uses it."
      : `${usedBy.length} ${usedBy.length === 1 ? "connection uses" : "connections use"} it.`;
  return `${where} ${used}`;
}

function Facts({ credential }: { credential: CredentialDto }) {
  const rows: KeyValue[] = [
    { key: "Kind", value: kindWords[credential.kind] },
    ...(credential.username === null ? [] : [{ key: "User name", value: credential.username }]),
    { key: "Value", value: <span className="mono">{hintOf(credential)}</span> },
    {
      key: "Fingerprint",
      value: <span className="mono">{credential.fingerprint === "" ? "not read yet" : credential.fingerprint}</span>,
    },
    { key: "Mode", value: keyModeWords[credential.keyMode] },
    {
      key: "Ends",
      value: credential.expiresAt ? <LocalTime at={credential.expiresAt} shape="date" /> : "no date given",
    },
    { key: "Rotated", value: credential.rotatedAt ? <LocalTime at={credential.rotatedAt} /> : "never" },
    { key: "Created", value: <LocalTime at={credential.createdAt} /> },
    {
      key: "Integration",
      value: credential.integration ? (
        <TextLink href={`/integrations/${credential.integration.slug}`}>{credential.integration.name}</TextLink>
      ) : (
        "none"
      ),
    },
    { key: "Id", value: <CopyId id={credential.id} short /> },
  ];
  return (
    <Section title="What is known">
      <KeyValues rows={rows} />
    </Section>
  );
}
