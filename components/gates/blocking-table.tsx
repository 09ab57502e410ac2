import { ItemStateTag } from "#components/state/item-state.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { ItemDto } from "#lib/gates/schema.ts";

type Props = { slug: string; gate: string; items: readonly ItemDto[] };

/** What holds the gate, worst first, each with what is seen and since when. */
export function BlockingTable({ slug, gate, items }: Props) {
  const head = (
    <>
      <Th>Item</Th>
      <Th>State</Th>
      <Th wide>What is seen</Th>
      <Th wide numeric>
        Since
      </Th>
    </>
  );
  return (
    <Table label="Blocking items" head={head}>
      {items.map((item) => (
        <Tr key={item.key}>
          <NameCell
            href={`/integrations/${slug}/checklist?gate=${gate}&item=${item.key}`}
            name={<span className="whitespace-normal">{item.wording}</span>}
            sub={<span className="mono">{item.key}</span>}
            narrow={item.sentence}
          />
          <Td>
            <ItemStateTag state={item.state} />
          </Td>
          <Td wide className="max-w-96 text-ink-2">
            <span className="line-clamp-2">{item.sentence}</span>
          </Td>
          <Td wide numeric className="text-ink-3">
            <RelativeTime at={item.stateSince} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}
