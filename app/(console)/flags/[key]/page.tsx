import type { Metadata } from "next";
import { FlagTypeChip } from "#components/flags/flag-type.tsx";
import { sayCapped } from "#components/flags/reach-words.ts";
import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { History } from "#components/ui/history.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { may } from "#lib/core/ctx.ts";
import { getFlag, getFlagHistory, getFlagReach, ofrepBaseUrl } from "#lib/flags/queries.ts";
import type { FlagChangeDto, FlagDto, FlagReachDto, FlagStateDto } from "#lib/flags/schema.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { archiveFlag } from "../actions.ts";
import { FlagSwitch } from "../flag-switch.tsx";
import { refusals } from "../refusals.ts";
import { ReadIt } from "./read-it.tsx";

type Params = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await params).key };
}

export default async function FlagPage({ params }: Params) {
  const { ctx } = await requireSession();
  const { key } = await params;
  const flag = await found(getFlag(ctx, key));
  const [history, test, live] = await Promise.all([
    getFlagHistory(ctx, key),
    getFlagReach(ctx, key, "test"),
    getFlagReach(ctx, key, "live"),
  ]);
  const archived = flag.archivedAt !== null;
  const refused = refusals(ctx);
  const mayDefine = may(ctx, "flags:define");
  return (
    <>
      <ObjectHead
        name={key}
        mono
        tags={
          <>
            <CopyButton text={key} label={`Copy ${key}`} />
            <FlagTypeChip type={flag.type} />
            {archived ? <Chip tone="warn">Archived</Chip> : null}
          </>
        }
        says={sayState(flag, live, test)}
        actions={
          archived || !mayDefine ? undefined : (
            <>
              <LinkButton href={`/flags/${key}/edit`}>Edit</LinkButton>
              <ActionButton
                variant="danger-quiet"
                action={archiveFlag}
                input={{ key }}
                done={`${key} is archived.`}
                ask={{
                  title: `Archive ${key}?`,
                  says: "It is no longer served. Clients that still ask for it get FLAG_NOT_FOUND and use their own default.",
                  warning:
                    flag.live.enabled && flag.type !== "kill_switch"
                      ? "It is on in live now. For those clients this turns it off."
                      : undefined,
                  undo: "There is no way back: a key is not used twice. Define a new flag instead.",
                  keep: "Keep serving it",
                  act: "Archive",
                  danger: true,
                  typeName: key,
                }}
              >
                Archive
              </ActionButton>
            </>
          )
        }
      />
      <WithAside aside={<About flag={flag} />}>
        {archived ? null : (
          <Section title="State">
            <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
              <StatePanel
                flag={flag}
                state={flag.test}
                reach={test}
                changed={lastFlip(history, "test")}
                {...refused.test(true)}
              />
              <StatePanel
                flag={flag}
                state={flag.live}
                reach={live}
                changed={lastFlip(history, "live")}
                {...refused.live(true)}
              />
            </div>
          </Section>
        )}
        {archived ? null : <ReadIt flagKey={key} fallback={flag.defaultValue} baseUrl={ofrepBaseUrl()} />}
        <Section title="History" note={history.length === 50 ? "the last 50" : undefined}>
          {history.length === 0 ? (
            <Panel padded={false}>
              <EmptyState title="Nothing yet">Every change of this flag stands here, with who and why.</EmptyState>
            </Panel>
          ) : (
            <History entries={history.map(toEntry)} />
          )}
        </Section>
      </WithAside>
    </>
  );
}

function sayState(
  { type, description, test, live, integration }: FlagDto,
  inLive: FlagReachDto,
  inTest: FlagReachDto,
): string {
  const lead = description === "" ? "" : `${description.replace(/[.\s]+$/, "")}. `;
  if (type !== "kill_switch") {
    const word = (on: boolean) => (on ? "on" : "off");
    return `${lead}${test.enabled === live.enabled ? `It is ${word(live.enabled)} in test and in live.` : `It is ${word(test.enabled)} in test and ${word(live.enabled)} in live.`}`;
  }
  const name = integration?.name ?? "Its integration";
  const held = (state: FlagStateDto, reach: FlagReachDto) =>
    state.enabled
      ? ""
      : ` ${name} is stopped in ${state.environment}: ${sayCapped(reach.held, reach.cap)} deliveries are held.`;
  const stopped = held(live, inLive) + held(test, inTest);
  return `${lead}${stopped === "" ? `${name} runs in test and in live.` : stopped.trim()}`;
}

function lastFlip(history: FlagChangeDto[], environment: string): FlagChangeDto | undefined {
  return history.find((row) => row.action === "flag.set_state" && row.environment === environment);
}

type StateProps = {
  flag: FlagDto;
  state: FlagStateDto;
  reach: FlagReachDto;
  changed: FlagChangeDto | undefined;
  refusal?: string;
};

function StatePanel({ flag, state, reach, changed, refusal }: StateProps) {
  const kill = flag.type === "kill_switch";
  const { environment, enabled, revision } = state;
  return (
    <Panel>
      <div className={`mb-2 font-medium text-12 ${environment === "live" ? "text-live" : "text-ink-3"}`}>
        {environment}
      </div>
      <FlagSwitch
        flagKey={flag.key}
        environment={environment}
        enabled={enabled}
        revision={revision}
        kill={kill}
        integration={flag.integration?.name ?? null}
        {...(refusal === undefined ? {} : { refusal })}
      />
      {kill ? (
        <p className="mt-3 text-13 text-ink-2">
          {enabled
            ? `${sayCapped(reach.pending, reach.cap)} deliveries wait or are under way, ${sayCapped(reach.eventsLastHour, reach.cap)} events came in the last hour.`
            : `${sayCapped(reach.held, reach.cap)} deliveries are held, ${sayCapped(reach.eventsLastHour, reach.cap)} events came in the last hour.`}
        </p>
      ) : null}
      <p className="mt-2 text-12 text-ink-3">
        {changed ? (
          <>
            Turned {enabled ? "on" : "off"} by {changed.actor}, <RelativeTime at={changed.at} />
            {changed.reason ? `: ${changed.reason}` : ""}
          </>
        ) : (
          "Never flipped."
        )}
      </p>
    </Panel>
  );
}

function toEntry(row: FlagChangeDto, index: number) {
  return {
    id: `${row.at} ${index}`,
    tone: row.says.startsWith("Turned off") ? ("warn" as const) : ("quiet" as const),
    title: row.says,
    says: row.reason ?? undefined,
    when: (
      <>
        <LocalTime at={row.at} />, {row.actor}
      </>
    ),
  };
}

function About({ flag }: { flag: FlagDto }) {
  const { integration, owner, createdAt, expiresAt, defaultValue, onUnavailable } = flag;
  return (
    <Section title="About">
      <KeyValues
        rows={[
          {
            key: "Integration",
            value: integration ? (
              <TextLink href={`/integrations/${integration.slug}`}>{integration.name}</TextLink>
            ) : (
              "none"
            ),
          },
          { key: "Owner", value: owner?.name ?? "nobody" },
          { key: "Made", value: <LocalTime at={createdAt} shape="date" /> },
          { key: "Out by", value: expiresAt ? <LocalTime at={expiresAt} shape="date" /> : "no day set" },
          { key: "Default", value: String(defaultValue) },
          { key: "Unreachable", value: onUnavailable === "last_known" ? "keep the last value" : "use the default" },
        ]}
      />
    </Section>
  );
}
