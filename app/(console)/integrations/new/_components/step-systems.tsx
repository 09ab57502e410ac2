import { Plus, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Cell } from "./cell.tsx";
import type { Draft, FlowDraft, SystemDraft } from "./draft.ts";

type Errors = Readonly<Record<string, string[]>>;
type Props = { draft: Draft; change: (part: Partial<Draft>) => void; errors: Errors };

const API_TYPES = ["REST", "GraphQL", "SOAP", "Webhook", "Database", "Files"];
const MODES = [
  { value: "event", word: "Event" },
  { value: "real_time", word: "Real-time" },
  { value: "batch", word: "Batch" },
] as const;
const DIRECTIONS = [
  { value: "outbound", word: "One way" },
  { value: "bidirectional", word: "Both ways" },
] as const;

export function StepSystems({ draft, change, errors }: Props) {
  const freeId = Math.max(0, ...draft.systems.map((row) => row.id), ...draft.flows.map((row) => row.id)) + 1;
  const setSystem = (id: number, part: Partial<SystemDraft>) => {
    const before = draft.systems.find((row) => row.id === id);
    const systems = draft.systems.map((row) => (row.id === id ? { ...row, ...part } : row));
    // A renamed system keeps its flows.
    const rename = (end: string) =>
      part.name !== undefined && before !== undefined && end === before.name ? part.name : end;
    change({ systems, flows: draft.flows.map((flow) => ({ ...flow, from: rename(flow.from), to: rename(flow.to) })) });
  };
  const setFlow = (id: number, part: Partial<FlowDraft>) =>
    change({ flows: draft.flows.map((row) => (row.id === id ? { ...row, ...part } : row)) });
  const names = draft.systems.map((row) => row.name).filter((name) => name.trim() !== "");
  const ends = [{ value: "", word: "Choose" }, ...names.map((name) => ({ value: name, word: name }))];
  const problems = Object.entries(errors).filter(([name]) => name.startsWith("systems") || name.startsWith("flows"));
  return (
    <div className="grid gap-6">
      {problems.length > 0 ? (
        <p className="text-12 text-bad">{problems.flatMap(([, messages]) => messages).join(" ")}</p>
      ) : null}
      <section aria-label="Systems" className="grid gap-2">
        <h3 className="font-medium text-13">
          Systems <span className="font-normal text-ink-3">each party, yours included. You may add them later.</span>
        </h3>
        {draft.systems.map((row, index) => (
          <div key={row.id} className="grid grid-cols-[2fr_1.5fr_1.5fr_1fr_auto] items-end gap-2 max-md:grid-cols-2">
            <Cell label="Name" row={index}>
              <Input
                value={row.name}
                placeholder="Salesforce"
                onChange={(event) => setSystem(row.id, { name: event.target.value })}
                maxLength={80}
              />
            </Cell>
            <Cell label="Kind" row={index}>
              <Input
                value={row.kind}
                placeholder="CRM"
                onChange={(event) => setSystem(row.id, { kind: event.target.value })}
                maxLength={60}
              />
            </Cell>
            <Cell label="Authentication" row={index}>
              <Input
                value={row.authMethod}
                placeholder="OAuth2"
                onChange={(event) => setSystem(row.id, { authMethod: event.target.value })}
                maxLength={60}
              />
            </Cell>
            <Cell label="API" row={index}>
              <Select
                value={row.apiType}
                options={API_TYPES.map((value) => ({ value, word: value }))}
                onChange={(event) => setSystem(row.id, { apiType: event.target.value })}
              />
            </Cell>
            <Button
              variant="ghost"
              square
              aria-label={`Remove system ${row.name || index + 1}`}
              onClick={() =>
                change({
                  systems: draft.systems.filter((other) => other.id !== row.id),
                  flows: draft.flows.filter((flow) => flow.from !== row.name && flow.to !== row.name),
                })
              }
            >
              <Icon of={Trash2} />
            </Button>
          </div>
        ))}
        <div>
          <Button
            size="s"
            onClick={() =>
              change({
                systems: [
                  ...draft.systems,
                  { id: freeId, name: "", kind: "", authMethod: "", apiType: "REST", version: "" },
                ],
              })
            }
          >
            <Icon of={Plus} size={14} />
            Add system
          </Button>
        </div>
      </section>
      <section aria-label="Flows" className="grid gap-2">
        <h3 className="font-medium text-13">
          Flows <span className="font-normal text-ink-3">what moves between them</span>
        </h3>
        {draft.flows.map((row, index) => (
          <div
            key={row.id}
            className="grid grid-cols-[1.6fr_1.3fr_1.3fr_1fr_1fr_auto] items-end gap-2 max-md:grid-cols-2"
          >
            <Cell label="Flow" row={index}>
              <Input
                value={row.name}
                placeholder="Customers"
                onChange={(event) => setFlow(row.id, { name: event.target.value })}
                maxLength={80}
              />
            </Cell>
            <Cell label="From" row={index}>
              <Select
                value={row.from}
                options={ends}
                onChange={(event) => setFlow(row.id, { from: event.target.value })}
              />
            </Cell>
            <Cell label="To" row={index}>
              <Select value={row.to} options={ends} onChange={(event) => setFlow(row.id, { to: event.target.value })} />
            </Cell>
            <Cell label="Mode" row={index}>
              <Select
                value={row.mode}
                options={MODES}
                onChange={(event) => setFlow(row.id, { mode: modeOf(event.target.value) })}
              />
            </Cell>
            <Cell label="Direction" row={index}>
              <Select
                value={row.direction}
                options={DIRECTIONS}
                onChange={(event) =>
                  setFlow(row.id, { direction: event.target.value === "bidirectional" ? "bidirectional" : "outbound" })
                }
              />
            </Cell>
            <Button
              variant="ghost"
              square
              aria-label={`Remove flow ${row.name || index + 1}`}
              onClick={() => change({ flows: draft.flows.filter((other) => other.id !== row.id) })}
            >
              <Icon of={Trash2} />
            </Button>
          </div>
        ))}
        <div>
          <Button
            size="s"
            {...(names.length < 2 ? { disabledReason: "Two named systems make a flow possible" } : {})}
            onClick={() =>
              change({
                flows: [
                  ...draft.flows,
                  {
                    id: freeId,
                    name: "",
                    from: names[0] ?? "",
                    to: names[1] ?? "",
                    direction: "outbound",
                    mode: "event",
                    trigger: "",
                  },
                ],
              })
            }
          >
            <Icon of={Plus} size={14} />
            Add flow
          </Button>
        </div>
      </section>
    </div>
  );
}

function modeOf(value: string): FlowDraft["mode"] {
  return MODES.find((mode) => mode.value === value)?.value ?? "event";
}
