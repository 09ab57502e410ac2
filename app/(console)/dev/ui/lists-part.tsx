import { DeliveryStateTag } from "#components/state/delivery-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CopyId } from "#components/ui/copy-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { AddFilterWord, addFilterClass, FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { History } from "#components/ui/history.tsx";
import { SearchInput } from "#components/ui/input.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { NameCell, RowVerbs, Table, Td, Th, Tr } from "#components/ui/table.tsx";

const day = "2026-11-20T";
const rows = [
  { id: "dlv_01JD4N8Q2M7bf9", type: "order.invoiced", state: "dead", to: "ledger", at: `${day}12:49:12Z` },
  { id: "dlv_01JD4N8Q2M7bfa", type: "order.refunded", state: "held", to: "ledger", at: `${day}12:40:12Z` },
  { id: "dlv_01JD4N8Q2M7bfb", type: "invoice.paid", state: "parked", to: "billing", at: `${day}11:40:12Z` },
  { id: "dlv_01JD4N8Q2M7bfc", type: "inventory.adjusted", state: "delivered", to: "billing", at: `${day}10:40:12Z` },
] as const;

export function ListsPart() {
  return (
    <>
      <Section id="lists" title="Table" note="j, k, enter, x">
        <FilterBar>
          <div className="w-56 max-md:w-full">
            <SearchInput aria-label="Search deliveries" placeholder="Event, id or type" name="q" />
          </div>
          <FilterChip label="Received" value="last 6 h" />
          <FilterChip label="Destination" value="billing, ledger" clearHref="/dev/ui" />
          <Popover trigger={<AddFilterWord />} triggerClass={addFilterClass} title="Add a filter">
            Filters live in the address.
          </Popover>
        </FilterBar>
        <Table
          label="Deliveries"
          dense
          head={
            <>
              <Th className="w-9">
                <Checkbox aria-label="Select all" />
              </Th>
              <Th>Event</Th>
              <Th wide>State</Th>
              <Th wide>Destination</Th>
              <Th wide>Id</Th>
              <Th numeric sort={{ href: "/dev/ui?sort=age", direction: "desc" }}>
                Age
              </Th>
              <Th numeric wide label="Verbs" />
            </>
          }
          foot={<Pager says="4 deliveries, newest first" olderHref="/dev/ui?after=x" />}
        >
          {rows.map((row) => (
            <Tr key={row.id} selected={row.state === "held"}>
              <Td>
                <span className="relative">
                  <Checkbox aria-label={`Select ${row.id}`} defaultChecked={row.state === "held"} />
                </span>
              </Td>
              <NameCell
                href={`/dev/ui?open=${row.id}`}
                name={row.type}
                mono
                narrow={<DeliveryStateTag state={row.state} />}
              />
              <Td wide>
                <DeliveryStateTag state={row.state} />
              </Td>
              <Td wide>{row.to}</Td>
              <Td wide>
                <CopyId id={row.id} short />
              </Td>
              <Td numeric className="text-ink-3">
                <RelativeTime at={row.at} />
              </Td>
              <Td numeric wide>
                <RowVerbs>
                  <Button size="s">Replay</Button>
                </RowVerbs>
              </Td>
            </Tr>
          ))}
        </Table>
      </Section>
      <WithAside
        aside={
          <Section title="Activity">
            <History
              entries={[
                {
                  id: "1",
                  tone: "bad",
                  title: "PAY-TST-3 regressed",
                  says: "The config hash changed.",
                  when: <LocalTime at={`${day}12:40:00Z`} />,
                },
                {
                  id: "2",
                  tone: "quiet",
                  title: "Signing secret added, ends …9Qe4",
                  when: <LocalTime at={`${day}12:40:00Z`} />,
                },
                {
                  id: "3",
                  tone: "park",
                  title: "Live source created, traffic parked",
                  when: <LocalTime at="2026-11-18T08:12:00Z" />,
                },
              ]}
            />
          </Section>
        }
      >
        <Section title="Facts, long work, waiting">
          <Panel>
            <KeyValues
              rows={[
                { key: "Source", value: <CopyId id="in/7fk2q9" /> },
                { key: "Signature", value: "Stripe, 2 secrets" },
                { key: "Dedupe", value: "by id, 30 days" },
              ]}
            />
            <div className="mt-4 grid gap-4">
              <Progress
                label="Replay to ledger"
                done={412}
                total={1200}
                says="412 of 1,200, 5 a second, 2 min left"
                actions={<Button size="s">Cancel</Button>}
              />
              <Progress label="Export" done={12} total={null} says="12 rows so far" />
            </div>
          </Panel>
        </Section>
        <Section title="Loading and empty">
          <div className="grid gap-4">
            <TableSkeleton label="deliveries" heads={["Event", "State", "Destination", "Age"]} rows={3} />
            <Panel padded={false}>
              <EmptyState
                title="No sources yet"
                action={<Button variant="primary">Add a source</Button>}
                command="npm run interlock -- source add --name billing --preset stripe"
              >
                A source is an address that a provider sends events to. Each event is verified and stored before it is
                answered.
              </EmptyState>
            </Panel>
          </div>
        </Section>
      </WithAside>
    </>
  );
}
