import type { Metadata } from "next";
import { ConnectionForm } from "#components/connections/connection-form.tsx";
import { hintOf } from "#components/connections/credential-words.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Why } from "#components/ui/why.tsx";
import { listCredentials, listHomes } from "#lib/connections/queries.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { createConnection } from "../actions.ts";

export const metadata: Metadata = { title: "New connection" };

export default async function NewConnectionPage() {
  const { ctx, environment } = await requireSession();
  const [homes, credentials] = await Promise.all([listHomes(ctx), listCredentials(ctx, { limit: 200 })]);
  return (
    <>
      <ObjectHead
        name="New connection"
        says="How a system is reached over HTTP, and with which credential. Nothing is called until you test it."
        actions={<LinkButton href="/connections">Back to connections</LinkButton>}
      />
      {may(ctx, "connections:write-test") ? (
        <ConnectionForm
          action={createConnection}
          homes={homes}
          credentials={credentials.items
            .filter(({ kind }) => kind !== "hmac_secret")
            .map((item) => ({ id: item.id, name: item.name, environment: item.environment, hint: hintOf(item) }))}
          environment={environment}
          {...(may(ctx, "connections:write-live")
            ? {}
            : { liveRefusal: "Connections of live are made by an admin. Choose test, or ask an admin." })}
        />
      ) : (
        <Why>Engineers and admins create connections. Ask one of them.</Why>
      )}
    </>
  );
}
