import { Fragment } from "react";
import { ItemStateTag } from "#components/state/item-state.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { ItemDto } from "#lib/gates/schema.ts";
import { proofWord, satisfied, worstFirst } from "./words.ts";

type Props = { items: readonly ItemDto[]; selected: string | null; hrefOf: (key: string) => string };

/** The items of one gate by section; the section that holds most comes first. */
export function ItemTable({ items, selected, hrefOf }: Props) {
  const sections = [...Map.groupBy(items, (item) => item.section)].sort(([, a], [, b]) => held(b) - held(a));
  const head = (
    <>
      <Th>Item</Th>
      <Th>State</Th>
      <Th wide>What is seen</Th>
      <Th wide>Proof</Th>
      <Th wide numeric>
        Since
      </Th>
    </>
  );
  return (
    <Table label="Checklist items" head={head}>
      {sections.map(([section, rows]) => {
        const { done, of } = satisfied(rows);
        return (
          <Fragment key={section}>
            <Tr group>
              <Td span={5}>
                <span className="font-medium">{section}</span>{" "}
                <span className="text-ink-3">
                  {done} of {of}
                </span>
              </Td>
            </Tr>
            {worstFirst(rows).map((item) => (
              <Tr key={item.key} selected={item.key === selected}>
                <NameCell
                  href={hrefOf(item.key)}
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
                <Td wide className="text-ink-3">
                  {proofWord(item)}
                </Td>
                <Td wide numeric className="text-ink-3">
                  <RelativeTime at={item.stateSince} />
                </Td>
              </Tr>
            ))}
          </Fragment>
        );
      })}
    </Table>
  );
}

function held(items: readonly ItemDto[]): number {
  return items.filter((item) => item.blocks).length;
}
