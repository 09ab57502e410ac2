import { Chip } from "#components/ui/chip.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { listActivity } from "#lib/reports/queries.ts";
import { found } from "#lib/web/found.ts";
import { requireCtx } from "#lib/web/session.ts";
import { loadIntegration } from "../_load.ts";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ before?: string | string[] }> };

export default async function ActivityPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const before = [(await searchParams).before].flat()[0];
  const ctx = await requireCtx();
  const integration = await loadIntegration(slug);
  const { items, next } = await found(listActivity(ctx, integration.id, { before }));
  const base = `/integrations/${slug}/activity`;
  if (items.length === 0)
    return (
      <Panel>
        <p className="text-13">Nothing older is in the log.</p>
      </Panel>
    );
  return (
    <Table
      label="Activity"
      head={
        <>
          <Th>What</Th>
          <Th wide>By</Th>
          <Th wide>Change</Th>
          <Th numeric>When</Th>
          <Th wide>Trace</Th>
        </>
      }
      foot={
        <Pager
          says={`${sayMany(items.length, "entry", "entries")}, newest first`}
          {...(before ? { newerHref: base } : {})}
          words={["Newest", "Older"]}
          {...(next ? { olderHref: `${base}?before=${next}` } : {})}
        />
      }
    >
      {items.map((entry) => (
        <Tr key={entry.seq}>
          <NameCell
            name={entry.label || entry.entityType.replaceAll("_", " ")}
            sub={
              <>
                <span className="mono">{entry.action}</span>
                {entry.reason ? ` · ${entry.reason}` : ""}
              </>
            }
            narrow={entry.actor}
          />
          <Td wide>{entry.actor}</Td>
          <Td wide className="max-w-90">
            <Change before={entry.before} after={entry.after} environment={entry.environment} />
          </Td>
          <Td numeric>
            <RelativeTime at={entry.at} />
          </Td>
          <Td wide>
            <CopyButton text={entry.traceId} label="Copy the trace id" />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function Change({ before, after, environment }: { before: unknown; after: unknown; environment: string | null }) {
  const rows = changedKeys(before, after).slice(0, 4);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-12 text-ink-2">
      {environment ? <Chip>{environment}</Chip> : null}
      {rows.map(({ key, was, is }) => (
        <span key={key} className="max-w-full truncate">
          <span className="text-ink-3">{key}</span> {was === "" ? is : `${was} → ${is === "" ? "none" : is}`}
        </span>
      ))}
    </span>
  );
}

function changedKeys(before: unknown, after: unknown): { key: string; was: string; is: string }[] {
  const [a, b] = [asObject(before), asObject(after)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .map((key) => ({ key, was: short(a[key]), is: short(b[key]) }))
    .filter(({ was, is }) => was !== is);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function short(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
