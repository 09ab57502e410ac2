import type { Metadata } from "next";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Why } from "#components/ui/why.tsx";
import { listHomes } from "#lib/connections/queries.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { CredentialForm } from "./credential-form.tsx";

export const metadata: Metadata = { title: "New credential" };

export default async function NewCredentialPage() {
  const { ctx, environment } = await requireSession();
  const homes = await listHomes(ctx);
  return (
    <>
      <ObjectHead
        name="New credential"
        says="A value is sealed when it arrives, and never shown again. A reference is read only when it is used."
        actions={<LinkButton href="/connections/credentials">Back to credentials</LinkButton>}
      />
      {may(ctx, "credentials:write") ? (
        <CredentialForm homes={homes} environment={environment} />
      ) : (
        <Why>Credentials are written by admins. Ask one to add it; you can use it in a connection afterwards.</Why>
      )}
    </>
  );
}
