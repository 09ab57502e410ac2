import type { Metadata } from "next";
import { ChannelForm } from "#components/alerts/channel-form.tsx";
import { ActionButton } from "#components/form/action-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Why } from "#components/ui/why.tsx";
import { getChannel, hasMailServer } from "#lib/alerts/queries.ts";
import { may } from "#lib/core/ctx.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { deleteChannel, updateChannel } from "../../actions.ts";
import { TestChannelButton } from "../test-button.tsx";

export const metadata: Metadata = { title: "Channel" };

export default async function ChannelPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const channel = await found(getChannel(ctx, (await params).id));
  const { id, name, rules, lastTestDetail, target } = channel;
  const mayWrite = may(ctx, "channels:write");
  return (
    <>
      <ObjectHead
        name={name}
        says={`${channel.kind === "email" ? "E-mail" : "Signed webhook"} to ${target}. ${rules === 0 ? "No rule tells it." : `${sayMany(rules, "rule")} ${rules === 1 ? "tells" : "tell"} it.`}`}
        meta={lastTestDetail ?? "Never tested"}
        actions={
          <>
            <TestChannelButton
              id={id}
              name={name}
              {...(may(ctx, "alerts:write") ? {} : { refusal: "Ops and admins test channels." })}
            />
            <LinkButton href="/alerts/channels" size="s">
              All channels
            </LinkButton>
            {mayWrite ? (
              <ActionButton
                size="s"
                variant="danger-quiet"
                action={deleteChannel}
                input={{ id }}
                ask={{
                  title: `Delete ${name}?`,
                  says: `${rules === 0 ? "No rule names it." : `${sayMany(rules, "rule")} will no longer tell it.`} What waits to be sent to it is cancelled, and its secret is destroyed.`,
                  undo: "There is no way back. It can only be made again, with another secret.",
                  keep: "Keep the channel",
                  act: "Delete the channel",
                  danger: true,
                  typeName: name,
                }}
              >
                Delete
              </ActionButton>
            ) : null}
          </>
        }
      />
      {mayWrite ? (
        <ChannelForm action={updateChannel} channel={channel} hasMailServer={hasMailServer()} />
      ) : (
        <Why>Admins change channels. Ask one of them.</Why>
      )}
    </>
  );
}
