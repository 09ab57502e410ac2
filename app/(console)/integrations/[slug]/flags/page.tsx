import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { listFlags } from "#lib/flags/queries.ts";
import type { FlagDto, FlagStateDto } from "#lib/flags/schema.ts";
import { FLAG_TYPE_WORDS } from "#lib/flags/words.ts";
import { requireCtx } from "#lib/web/session.ts";
import { loadIntegration } from "../_load.ts";

type Props = { params: Promise<{ slug: string }> };

export default async function FlagsTab({ params }: Props) {
  const { slug } = await params;
  const ctx = await requireCtx();
  await loadIntegration(slug);
  const flags = await listFlags(ctx, { integration: slug });
  const create = (
    <LinkButton
      href={`/flags/new?integration=${slug}`}
      variant={flags.length === 0 ? "primary" : "secondary"}
      size={flags.length === 0 ? "m" : "s"}
    >
      New flag
    </LinkButton>
  );
  if (flags.length === 0)
    return (
      <Panel padded={false}>
        <EmptyState
          title="No flag yet"
          action={create}
          command={`curl -X POST -H "Authorization: Bearer ilk_…" -d '{"key":"${slug}.kill","type":"kill_switch","description":"Stops it","integration":"${slug}"}' /api/v1/flags`}
        >
          A kill switch stops this integration's deliveries within two seconds; what arrives meanwhile is held and
          released when it runs again. Release flags and experiments may belong to it too.
        </EmptyState>
      </Panel>
    );
  return (
    <Section title="Flags" note={String(flags.length)} aside={create}>
      <Table
        label="Flags"
        head={
          <>
            <Th>Flag</Th>
            <Th>Test</Th>
            <Th>Live</Th>
            <Th wide>Owner</Th>
            <Th numeric>Last change</Th>
          </>
        }
      >
        {flags.map((flag) => (
          <Tr key={flag.key}>
            <NameCell
              href={`/flags/${flag.key}`}
              mono
              name={flag.key}
              sub={`${FLAG_TYPE_WORDS[flag.type]}. ${flag.description}`}
            />
            <Td>{sayState(flag, flag.test)}</Td>
            <Td>{sayState(flag, flag.live)}</Td>
            <Td wide>{flag.owner?.name ?? <span className="text-ink-3">nobody</span>}</Td>
            <Td numeric>
              <RelativeTime
                at={flag.test.changedAt > flag.live.changedAt ? flag.test.changedAt : flag.live.changedAt}
              />
            </Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}

function sayState(flag: FlagDto, state: FlagStateDto) {
  if (flag.type !== "kill_switch") return state.enabled ? "On" : <span className="text-ink-3">Off</span>;
  return state.enabled ? "Running" : <span className="font-medium text-bad">Stopped</span>;
}
