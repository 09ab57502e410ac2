import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { CauseGroup } from "#lib/webhooks/schema.ts";
import { discardDeliveries } from "../actions.ts";
import { ReasonButton } from "../reason-button.tsx";
import { ReplayButton } from "../replay-button.tsx";
import { hrefOf } from "../search.ts";

type Refusals = { replayRefusal?: string; discardRefusal?: string };
type Props = Refusals & { groups: readonly CauseGroup[]; environment: "test" | "live"; path: string };

/** What the dead ones have in common: one cause, one correction, one replay. */
export function CausesTable({ groups, environment, path, ...refusals }: Props) {
  return (
    <Table
      label="Dead letters by cause"
      head={
        <>
          <Th>Cause</Th>
          <Th wide>Destination</Th>
          <Th numeric>Dead</Th>
          <Th numeric wide className="max-lg:hidden">
            First
          </Th>
          <Th numeric wide>
            Last
          </Th>
          <Th numeric label="Verbs" wide />
        </>
      }
    >
      {groups.map((group) => (
        <Cause
          key={`${group.destinationId} ${group.reason} ${group.status} ${group.sourceName}`}
          group={group}
          environment={environment}
          path={path}
          {...refusals}
        />
      ))}
    </Table>
  );
}

type RowProps = Refusals & { group: CauseGroup; environment: "test" | "live"; path: string };

function Cause({ group, environment, path, ...refusals }: RowProps) {
  const { destinationId, destinationName, sourceName, title, advice, types, count, newestIds } = group;
  const [newest] = newestIds;
  return (
    <Tr>
      <Td className="max-w-120 py-2.5!">
        <span className="block font-medium">{title}</span>
        <span className="block text-12 text-ink-3">{advice}</span>
        <span className="mt-0.5 block truncate text-12 text-ink-3">
          <span className="mono">{types.join(", ")}</span> from {sourceName}
        </span>
        <span className="mt-1 flex flex-wrap gap-x-3 text-12">
          {newest ? (
            <TextLink href={hrefOf(path, { delivery: newest })} scroll={false}>
              The newest one
            </TextLink>
          ) : null}
          <TextLink href={hrefOf(path, { destination: destinationId })}>All to {destinationName}</TextLink>
        </span>
        <span className="mt-2 flex flex-wrap gap-2 md:hidden">
          <Verbs group={group} environment={environment} {...refusals} />
        </span>
      </Td>
      <Td wide>
        <TextLink href={`/webhooks/destinations/${destinationId}`}>{destinationName}</TextLink>
      </Td>
      <Td numeric className="font-semibold">
        {sayCount(count)}
      </Td>
      <Td numeric wide className="text-ink-3 max-lg:hidden">
        <RelativeTime at={group.first} />
      </Td>
      <Td numeric wide className="text-ink-3">
        <RelativeTime at={group.last} />
      </Td>
      <Td numeric wide>
        <span className="inline-flex items-start gap-2 text-left">
          <Verbs group={group} environment={environment} {...refusals} />
        </span>
      </Td>
    </Tr>
  );
}

function Verbs({ group, environment, replayRefusal, discardRefusal }: Omit<RowProps, "path">) {
  const { destinationId, destinationName, reason, status, count } = group;
  const filter = {
    state: "dead",
    environment,
    destination: destinationId,
    reason,
    ...(status === null ? {} : { status }),
  };
  return (
    <>
      <ReplayButton size="s" chosen={{ filter }} disabledReason={replayRefusal}>
        Replay
      </ReplayButton>
      <ReasonButton
        size="s"
        variant="danger-quiet"
        action={discardDeliveries}
        input={{ filter }}
        disabledReason={discardRefusal}
        reason={{ label: "Reason" }}
        done={`Discarded the dead letters to ${destinationName}.`}
        ask={{
          title: `Discard ${sayMany(count, "dead letter")} to ${destinationName}?`,
          says: "They leave this list. Their events stay stored until retention takes them.",
          undo: "They stay in the history of deliveries, and can be found there by their event.",
          keep: "Keep them dead",
          act: `Discard ${sayCount(count)}`,
          danger: true,
        }}
      >
        Discard
      </ReasonButton>
    </>
  );
}
