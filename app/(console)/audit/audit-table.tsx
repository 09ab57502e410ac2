import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyId } from "#components/ui/copy-button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { AuditRowDto } from "#lib/audit/schema.ts";

export function AuditTable({ rows, foot }: { rows: readonly AuditRowDto[]; foot: ReactNode }) {
  return (
    <Table
      label="Changes"
      foot={foot}
      head={
        <>
          <Th>What</Th>
          <Th wide>Who</Th>
          <Th wide>Before and after</Th>
          <Th numeric>When</Th>
        </>
      }
    >
      {rows.map((row) => (
        <Tr key={row.id}>
          <Td className="min-w-0 max-w-80 align-top max-md:w-full max-md:max-w-0">
            <Link href={`/audit?action=${encodeURIComponent(row.action)}`} className="mono font-medium hover:underline">
              {row.action}
            </Link>
            <span className="block truncate text-12 text-ink-3">
              {row.label ?? row.entityId}
              {row.environment === null ? null : ` · ${row.environment}`}
            </span>
            <span className="mt-0.5 block truncate text-12 text-ink-3 md:hidden">{row.actor.label}</span>
            <div className="md:hidden">
              <Changes row={row} />
            </div>
          </Td>
          <Td wide className="max-w-56 align-top">
            <span className="block truncate">{row.actor.label}</span>
            {row.actor.kind === "user" ? null : (
              <span className="text-12 text-ink-3">{row.actor.kind.replaceAll("_", " ")}</span>
            )}
          </Td>
          <Td wide className="min-w-0 max-w-96 align-top">
            <Changes row={row} />
          </Td>
          <Td numeric className="align-top">
            <RelativeTime at={row.at} />
            <span className="block text-12 text-ink-3">row {row.seq}</span>
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function Changes({ row }: { row: AuditRowDto }) {
  const { changes, reason, traceId } = row;
  const [first] = changes;
  return (
    <details className="group/changes text-12">
      <summary className="flex cursor-pointer list-none items-center gap-1 text-ink-2 hover:text-ink">
        <Icon of={ChevronRight} size={12} className="group-open/changes:rotate-90" />
        <span className="truncate">{first === undefined ? "Trace" : sayChange(first)}</span>
        {changes.length > 1 ? <span className="shrink-0 text-ink-3">and {changes.length - 1} more</span> : null}
      </summary>
      <dl className="mt-1 grid gap-1 [overflow-wrap:anywhere]">
        {changes.map(({ path, before, after }) => (
          <div key={path}>
            <dt className="text-ink-3">{path}</dt>
            <dd className="font-mono">
              {before === null ? null : <del className="text-ink-2">{before}</del>}
              {before !== null && after !== null ? <span className="text-ink-3"> → </span> : null}
              {after === null ? null : <ins className="no-underline">{after}</ins>}
            </dd>
          </div>
        ))}
        {reason === null ? null : (
          <div>
            <dt className="text-ink-3">reason</dt>
            <dd>{reason}</dd>
          </div>
        )}
        <div>
          <dt className="text-ink-3">trace</dt>
          <dd>
            <CopyId id={traceId} short />
          </dd>
        </div>
      </dl>
    </details>
  );
}

function sayChange({ path, before, after }: AuditRowDto["changes"][number]): string {
  if (before === null) return `${path}: ${after ?? ""}`;
  return after === null ? `${path}: ${before}, gone` : `${path}: ${before} → ${after}`;
}
