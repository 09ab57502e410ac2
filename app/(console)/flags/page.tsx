import type { Metadata } from "next";
import { flagTypeIcons } from "#components/flags/flag-type.tsx";
import { sayTraffic } from "#components/flags/reach-words.ts";
import { Chip } from "#components/ui/chip.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { may } from "#lib/core/ctx.ts";
import { listFlags, listStopped } from "#lib/flags/queries.ts";
import type { FlagDto } from "#lib/flags/schema.ts";
import { FLAG_TYPE_WORDS, FLAG_TYPES } from "#lib/flags/words.ts";
import { requireSession } from "#lib/web/session.ts";
import { FlagSwitch } from "./flag-switch.tsx";
import { FlagsHead } from "./flags-head.tsx";
import { refusals } from "./refusals.ts";
import { type FlagSearch, hrefOf, readSearch, type Search } from "./search.ts";

export const metadata: Metadata = { title: "Flags" };

export default async function FlagsPage({ searchParams }: { searchParams: Search }) {
  const { ctx } = await requireSession();
  const search = await readSearch(searchParams);
  const { q, type, ...rest } = search;
  const all = await listFlags(ctx, rest);
  const [shown, stopped] = await Promise.all([
    type === undefined && q === undefined
      ? all
      : listFlags(ctx, { ...rest, ...(type ? { type } : {}), ...(q ? { text: q } : {}) }),
    listStopped(ctx, all),
  ]);
  const refused = refusals(ctx);
  const trafficOf = (flag: FlagDto) =>
    stopped.filter((one) => one.flag.key === flag.key).map((one) => sayTraffic(one.reach, one.environment));
  return (
    <>
      <FlagsHead all={all} stopped={stopped} mayDefine={may(ctx, "flags:define")} archived={search.archived === true} />
      {all.length > 0 ? <Filters all={all} search={search} /> : null}
      {shown.length === 0 ? (
        <Empty search={search} nothingAtAll={all.length === 0} mayDefine={may(ctx, "flags:define")} />
      ) : (
        <Table
          label="Flags"
          head={
            <>
              <Th>Flag</Th>
              <Th wide>Integration</Th>
              <Th wide>test</Th>
              <Th className="text-live">live</Th>
              <Th wide>Traffic</Th>
              <Th numeric wide>
                Changed
              </Th>
            </>
          }
        >
          {shown.map((flag) => (
            <Row key={flag.key} flag={flag} traffic={trafficOf(flag)} refused={refused} />
          ))}
        </Table>
      )}
      {shown.some(({ type }) => type === "kill_switch") ? (
        <p className="mt-3 text-12 text-ink-3">
          A kill switch that runs lets traffic through. Moving one asks first and says what it will stop or release.
        </p>
      ) : null}
    </>
  );
}

function Filters({ all, search }: { all: FlagDto[]; search: FlagSearch }) {
  const { type: _, ...rest } = search;
  const count = (type: string) => all.filter((flag) => flag.type === type).length;
  const segments = [
    { href: hrefOf(rest), word: `All ${all.length}`, here: search.type === undefined },
    ...FLAG_TYPES.filter((type) => count(type) > 0).map((type) => ({
      href: hrefOf({ ...rest, type }),
      word: `${FLAG_TYPE_WORDS[type]} ${count(type)}`,
      here: search.type === type,
    })),
  ];
  const { integration, q, ...others } = search;
  return (
    <FilterBar>
      <Segmented label="Type" segments={segments} />
      {integration ? (
        <FilterChip label="integration" value={integration} clearHref={hrefOf({ ...others, ...(q ? { q } : {}) })} />
      ) : null}
      {q ? (
        <FilterChip label="text" value={q} clearHref={hrefOf({ ...others, ...(integration ? { integration } : {}) })} />
      ) : null}
      {search.archived ? <FilterChip label="state" value="archived" clearHref="/flags" /> : null}
    </FilterBar>
  );
}

type RowProps = { flag: FlagDto; traffic: string[]; refused: ReturnType<typeof refusals> };

function Row({ flag, traffic, refused }: RowProps) {
  const { key, type, description, integration, test, live, archivedAt } = flag;
  const kill = type === "kill_switch";
  const common = { flagKey: key, kill, integration: integration?.name ?? null, small: true };
  const last = [test.changedAt, live.changedAt].sort().at(-1) ?? flag.createdAt;
  return (
    <Tr>
      <NameCell
        href={`/flags/${key}`}
        mono
        name={
          <span className="inline-flex max-w-full items-center gap-2">
            <Icon of={flagTypeIcons[type]} size={14} className="text-ink-3" />
            <span className="truncate">{key}</span>
          </span>
        }
        sub={`${FLAG_TYPE_WORDS[type]}${description === "" ? "" : ` · ${description}`}`}
        narrow={traffic.length > 0 ? <span className="text-warn">{traffic.join(", ")}</span> : integration?.name}
      />
      <Td wide>
        {integration === null ? (
          <span className="text-ink-3">none</span>
        ) : (
          <span className="relative">
            <TextLink href={`/integrations/${integration.slug}`}>{integration.slug}</TextLink>
          </span>
        )}
      </Td>
      {archivedAt !== null ? (
        <Td span={2}>
          <Chip>Archived</Chip>
        </Td>
      ) : (
        <>
          <Td wide>
            <span className="relative">
              <FlagSwitch {...common} {...pick(test)} {...refused.test(false)} />
            </span>
          </Td>
          <Td>
            <span className="relative">
              <FlagSwitch {...common} {...pick(live)} {...refused.live(false)} />
            </span>
          </Td>
        </>
      )}
      <Td wide className="text-ink-2">
        {traffic.length > 0 ? <span className="text-warn">{traffic.join(", ")}</span> : kill ? "flows" : ""}
      </Td>
      <Td numeric wide className="text-ink-3">
        <RelativeTime at={last} />
      </Td>
    </Tr>
  );
}

function pick({ environment, enabled, revision }: FlagDto["test"]) {
  return { environment, enabled, revision };
}

function Empty({ search, nothingAtAll, mayDefine }: { search: FlagSearch; nothingAtAll: boolean; mayDefine: boolean }) {
  if (!nothingAtAll || search.archived || search.integration)
    return (
      <Panel padded={false}>
        <EmptyState title="No flag is like that" action={<LinkButton href="/flags">Show all flags</LinkButton>}>
          {search.archived ? "Nothing was archived yet." : "Take a filter away, or look at all of them."}
        </EmptyState>
      </Panel>
    );
  return (
    <Panel padded={false}>
      <EmptyState
        title="No flags yet"
        action={
          mayDefine ? (
            <LinkButton href="/flags/new" variant="primary">
              New flag
            </LinkButton>
          ) : undefined
        }
        command={`curl -H "Authorization: Bearer $TOKEN" --json '{"key":"pay.stripe.kill","type":"kill_switch","description":"Stops all Stripe traffic","integration":"stripe-subscriptions"}' $PUBLIC_URL/api/v1/flags`}
      >
        A flag turns a part of your code on or off, in test and in live. A kill switch belongs to an integration and
        stops its deliveries at once.
      </EmptyState>
    </Panel>
  );
}
