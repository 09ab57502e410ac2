import { CircleCheck, CircleDashed, CircleX, Mail, Webhook } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import { getAlertOverview, listChannels } from "#lib/alerts/queries.ts";
import { RUNBOOKS } from "#lib/alerts/runbooks/catalogue.ts";
import type { ChannelDto } from "#lib/alerts/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { AlertsTabs } from "../alerts-tabs.tsx";
import { TestChannelButton } from "./test-button.tsx";

export const metadata: Metadata = { title: "Channels" };

const LOOKS = {
  delivered: { word: "Delivered", tone: "ok", icon: CircleCheck },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
  untested: { word: "Never tested", tone: "warn", icon: CircleDashed },
} as const satisfies Record<string, StateLook>;

export default async function ChannelsPage() {
  const { ctx } = await requireSession();
  const [channels, { firing, acknowledged, pending, rules }] = await Promise.all([
    listChannels(ctx),
    getAlertOverview(ctx),
  ]);
  const mayWrite = may(ctx, "channels:write");
  const refusal = may(ctx, "alerts:write") ? {} : { refusal: "Ops and admins" };
  return (
    <>
      <StateHead
        says={sayState(channels)}
        meta="A notification is written with its alert and sent until it arrives, for about eight hours."
        actions={
          mayWrite ? (
            <LinkButton href="/alerts/channels/new" variant="primary">
              New channel
            </LinkButton>
          ) : (
            <Why>Admins make and change channels.</Why>
          )
        }
      />
      <AlertsTabs
        here="/alerts/channels"
        counts={{ open: firing + acknowledged + pending, rules, channels: channels.length, runbooks: RUNBOOKS.length }}
      />
      {channels.length === 0 ? (
        <Panel padded={false}>
          <EmptyState
            title="No channels yet"
            action={
              mayWrite ? (
                <LinkButton href="/alerts/channels/new" variant="primary">
                  New channel
                </LinkButton>
              ) : undefined
            }
          >
            A channel carries alerts to people: a signed webhook to any service of yours, or e-mail. Test it with one
            button; gates count a test of the last 90 days.
          </EmptyState>
        </Panel>
      ) : (
        <Table
          label="Channels"
          head={
            <>
              <Th>Channel</Th>
              <Th>Last test</Th>
              <Th wide>What it said</Th>
              <Th numeric wide>
                Rules
              </Th>
              <Th label="Test" />
            </>
          }
        >
          {channels.map((channel) => (
            <Row key={channel.id} channel={channel} {...refusal} />
          ))}
        </Table>
      )}
    </>
  );
}

function sayState(channels: ChannelDto[]): string {
  if (channels.length === 0) return "No channel: alerts show here and reach nobody.";
  const good = channels.filter(({ lastTestOutcome }) => lastTestOutcome === "delivered").length;
  if (good === channels.length) return `${sayMany(channels.length, "channel")}, every last test arrived.`;
  const failed = channels.filter(
    ({ lastTestOutcome }) => lastTestOutcome !== null && lastTestOutcome !== "delivered",
  ).length;
  const untested = channels.length - good - failed;
  return `${sayMany(channels.length, "channel")}.${failed > 0 ? ` ${failed} failed the last test.` : ""}${untested > 0 ? ` ${untested} never tested.` : ""}`;
}

function Row({ channel, refusal }: { channel: ChannelDto; refusal?: string }) {
  const { id, kind, name, target, enabled, lastTestAt, lastTestOutcome, lastTestDetail, rules } = channel;
  const look =
    lastTestOutcome === null ? LOOKS.untested : lastTestOutcome === "delivered" ? LOOKS.delivered : LOOKS.failed;
  return (
    <Tr>
      <NameCell
        href={`/alerts/channels/${id}`}
        name={
          <span className="inline-flex items-center gap-2">
            <Icon of={kind === "email" ? Mail : Webhook} size={14} className="text-ink-3" />
            {name}
          </span>
        }
        sub={`${target}${enabled ? "" : " · off"}`}
      />
      <Td>
        <StateTag look={look} />
        {lastTestAt ? (
          <span className="block text-12 text-ink-3">
            <RelativeTime at={lastTestAt} />
          </span>
        ) : null}
      </Td>
      <Td wide className="max-w-90 text-12 text-ink-2">
        {lastTestDetail ?? ""}
      </Td>
      <Td numeric wide className="text-ink-2">
        {rules}
      </Td>
      <Td numeric>
        <span className="relative">
          <TestChannelButton id={id} name={name} {...(refusal === undefined ? {} : { refusal })} />
        </span>
      </Td>
    </Tr>
  );
}
