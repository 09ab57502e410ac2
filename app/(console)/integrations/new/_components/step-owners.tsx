import { Plus, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Select } from "#components/ui/select.tsx";
import { Cell } from "./cell.tsx";
import { type Draft, type OwnerDraft, slugFrom } from "./draft.ts";
import type { KindChoice, Person } from "./wizard.tsx";

type Props = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  people: readonly Person[];
  disciplines: readonly string[];
  kinds: readonly KindChoice[];
  me: string;
};

export function StepOwners({ draft, change, people, disciplines, kinds, me }: Props) {
  const kind = kinds.find((choice) => choice.value === draft.kind);
  const set = (id: number, part: Partial<OwnerDraft>) =>
    change({ owners: draft.owners.map((owner) => (owner.id === id ? { ...owner, ...part } : owner)) });
  const add = () => {
    const id = Math.max(0, ...draft.owners.map((owner) => owner.id)) + 1;
    change({ owners: [...draft.owners, { id, userId: me, discipline: kind?.discipline ?? disciplines[0] ?? "" }] });
  };
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <p className="text-13 text-ink-2">
          Who does what. A discipline assigns work and routes handoffs; it grants nothing. You may add people later.
        </p>
        {draft.owners.map((owner, index) => (
          <div
            key={owner.id}
            className="grid grid-cols-[1fr_1fr_auto] items-end gap-2 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:[&>:first-child]:col-span-2"
          >
            <Cell label="Person" row={index}>
              <Select
                value={owner.userId}
                options={people.map((person) => ({ value: person.id, word: `${person.name} (${person.email})` }))}
                onChange={(event) => set(owner.id, { userId: event.target.value })}
              />
            </Cell>
            <Cell label="Discipline" row={index}>
              <Select
                value={owner.discipline}
                options={disciplines.map((value) => ({ value, word: value }))}
                onChange={(event) => set(owner.id, { discipline: event.target.value })}
              />
            </Cell>
            <Button
              variant="ghost"
              square
              aria-label={`Remove owner ${index + 1}`}
              onClick={() => change({ owners: draft.owners.filter((other) => other.id !== owner.id) })}
            >
              <Icon of={Trash2} />
            </Button>
          </div>
        ))}
        <div>
          <Button size="s" onClick={add}>
            <Icon of={Plus} size={14} />
            Add owner
          </Button>
        </div>
      </div>
      <section aria-label="What will be created" className="border-line border-t pt-4">
        <h3 className="mb-2 font-medium text-13">What will be created</h3>
        <KeyValues
          rows={[
            { key: "Integration", value: `${draft.name.trim()} (${draft.slug || slugFrom(draft.name)})` },
            { key: "Kind", value: kind?.name ?? "" },
            {
              key: "Inventory",
              value: `${sayMany(draft.systems.length, "system")}, ${sayMany(draft.flows.length, "flow")}`,
            },
            { key: "Design", value: "a document with the sections of this kind, empty" },
            {
              key: "Gates",
              value: "design and verification, with their checklists. Live traffic is blocked until they pass",
            },
          ]}
        />
      </section>
    </div>
  );
}
