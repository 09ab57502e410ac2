import type { FlowDto, SystemDto } from "#lib/integrations/schema.ts";
import { BOX, type Box, layOut } from "./lay-out.ts";

type Props = { systems: readonly SystemDto[]; flows: readonly FlowDto[] };

const MODE_DASH = { event: undefined, real_time: undefined, batch: "6 4" } as const;

/** Drawn on the server from the inventory. The table below says the same to those who do not see it. */
export function Diagram({ systems, flows }: Props) {
  const { boxes, width, height } = layOut(
    systems.map((system) => system.id),
    flows.map((flow) => ({ from: flow.fromId, to: flow.toId })),
  );
  const boxOf = (id: string) => boxes.find((box) => box.id === id);
  return (
    <div className="overflow-x-auto rounded-md border border-line bg-surface max-md:hidden">
      <svg
        role="img"
        aria-label={`Diagram: ${flows.map((flow) => `${flow.from} to ${flow.to}, ${flow.name}`).join("; ")}`}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className="mx-auto block max-w-full"
      >
        <defs>
          <marker
            id="flow-end"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path d="M1 1l6 3-6 3" fill="none" stroke="var(--ink-2)" strokeWidth={1.5} />
          </marker>
        </defs>
        {flows.map((flow, index) => {
          const from = boxOf(flow.fromId);
          const to = boxOf(flow.toId);
          if (from === undefined || to === undefined) return null;
          const twins = flows.slice(0, index).filter((other) => samePair(other, flow)).length;
          return <Edge key={flow.id} flow={flow} from={from} to={to} shift={twins} />;
        })}
        {systems.map((system) => {
          const box = boxOf(system.id);
          if (box === undefined) return null;
          return (
            <g key={system.id} transform={`translate(${box.x} ${box.y})`}>
              <rect width={BOX.width} height={BOX.height} rx={6} fill="var(--surface)" stroke="var(--line-control)" />
              <text x={12} y={24} fill="var(--ink)" fontSize={13} fontWeight={600}>
                {clip(system.name, 22)}
              </text>
              <text x={12} y={42} fill="var(--ink-3)" fontSize={12}>
                {clip([system.apiType, system.authMethod].filter(Boolean).join(", "), 26)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function Edge({ flow, from, to, shift }: { flow: FlowDto; from: Box; to: Box; shift: number }) {
  const forward = to.x > from.x;
  const same = to.x === from.x;
  const x1 = forward ? from.x + BOX.width : from.x;
  const x2 = forward ? to.x - 2 : to.x + BOX.width + 2;
  const y1 = from.y + BOX.height / 2 + shift * 14;
  const y2 = to.y + BOX.height / 2 + shift * 14;
  const bend = same ? 44 : Math.abs(x2 - x1) / 2;
  const path = same
    ? `M${from.x + BOX.width} ${y1}C${from.x + BOX.width + bend} ${y1} ${to.x + BOX.width + bend} ${y2} ${to.x + BOX.width + 2} ${y2}`
    : `M${x1} ${y1}C${x1 + (forward ? bend : -bend)} ${y1} ${x2 + (forward ? -bend : bend)} ${y2} ${x2} ${y2}`;
  return (
    <g>
      <path
        d={path}
        fill="none"
        stroke="var(--ink-2)"
        strokeWidth={2}
        strokeDasharray={MODE_DASH[flow.mode]}
        markerEnd="url(#flow-end)"
        markerStart={flow.direction === "bidirectional" ? "url(#flow-end)" : undefined}
      />
      <text
        x={same ? from.x + BOX.width + 36 : (x1 + x2) / 2}
        y={(y1 + y2) / 2 - 7}
        textAnchor="middle"
        fontSize={11}
        fill="var(--ink-2)"
        stroke="var(--surface)"
        strokeWidth={4}
        paintOrder="stroke"
      >
        {clip(flow.name, 18)}
      </text>
    </g>
  );
}

function samePair(a: FlowDto, b: FlowDto): boolean {
  return (a.fromId === b.fromId && a.toId === b.toId) || (a.fromId === b.toId && a.toId === b.fromId);
}

function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
