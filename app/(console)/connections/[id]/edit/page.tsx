import type { Metadata } from "next";
import { ConnectionForm } from "#components/connections/connection-form.tsx";
import { hintOf } from "#components/connections/credential-words.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { getConnection, listCredentials, listHomes } from "#lib/connections/queries.ts";
import { may } from "#lib/core/ctx.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { updateConnection } from "../../actions.ts";

export const metadata: Metadata = { title: "Edit connection" };

export default async function EditConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const { id } = await params;
  const connection = await found(getConnection(ctx, id));
  const { environment } = connection;
  const [homes, credentials] = await Promise.all([listHomes(ctx), listCredentials(ctx, { environment, limit: 200 })]);
  return (
    <>
      <ObjectHead
        name={`Edit ${connection.name}`}
        says="A change makes the last verdict void: a test speaks only of the configuration that it ran with."
        actions={<LinkButton href={`/connections/${connection.id}`}>Back to the connection</LinkButton>}
      />
      <ConnectionForm
        action={updateConnection}
        homes={homes}
        credentials={credentials.items
          .filter(({ kind }) => kind !== "hmac_secret")
          .map((item) => ({ id: item.id, name: item.name, environment: item.environment, hint: hintOf(item) }))}
        environment={environment}
        connection={connection}
        {...(may(ctx, "connections:write-live") ? {} : { liveRefusal: "Connections of live are changed by an admin." })}
      />
    </>
  );
}
