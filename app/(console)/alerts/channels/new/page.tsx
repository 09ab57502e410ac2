import type { Metadata } from "next";
import { ChannelForm } from "#components/alerts/channel-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { Why } from "#components/ui/why.tsx";
import { hasMailServer } from "#lib/alerts/queries.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { createChannel } from "../../actions.ts";

export const metadata: Metadata = { title: "New channel" };

export default async function NewChannelPage() {
  const { ctx } = await requireSession();
  return (
    <>
      <ObjectHead
        name="New channel"
        says="Where alerts go. Nothing is sent until you test it or an alert fires."
        actions={<LinkButton href="/alerts/channels">Back to channels</LinkButton>}
      />
      {may(ctx, "channels:write") ? (
        <ChannelForm action={createChannel} hasMailServer={hasMailServer()} />
      ) : (
        <Why>Admins make channels. Ask one of them.</Why>
      )}
    </>
  );
}
