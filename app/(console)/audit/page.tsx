import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { Note } from "#components/ui/note.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { countAudit, listAudit } from "#lib/audit/queries.ts";
import { AuditFilter } from "#lib/audit/schema.ts";
import { requireCtx } from "#lib/web/session.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditTable } from "./audit-table.tsx";
import { VerifyButton } from "./verify-button.tsx";

export const metadata: Metadata = { title: "Audit" };

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const LABELS: Record<string, string> = {
  actor: "Who",
  action: "Action",
  entityType: "Kind",
  entityId: "Id",
  integration: "Integration",
  environment: "Environment",
  traceId: "Trace",
  from: "From",
  to: "To",
};

export default async function AuditPage({ searchParams }: Search) {
  const ctx = await requireCtx();
  const given = Object.fromEntries(Object.entries(await searchParams).filter(([, value]) => value !== ""));
  const parsed = AuditFilter.safeParse(given);
  const filter = parsed.success ? parsed.data : AuditFilter.parse({});
  const [{ items, next }, total] = await Promise.all([listAudit(ctx, filter), countAudit(ctx)]);
  const { cursor, limit: _, ...wanted } = filter;
  const chosen = Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const rows = total === 1 ? "1 change is" : `${total} changes are`;
  return (
    <>
      <StateHead
        says={
          total === 0
            ? "Nothing has been changed in this workspace yet."
            : `${rows} on record, each chained to the one before it.`
        }
        meta="Who did what, with before and after. Rows are only ever added; the chain shows when somebody did otherwise."
        actions={<VerifyButton />}
      />
      {parsed.success ? null : (
        <div className="mb-3">
          <Note tone="warn">This address holds a filter that cannot be read, so everything is shown.</Note>
        </div>
      )}
      <AuditFilters chosen={Object.fromEntries(chosen)} />
      {chosen.length > 0 ? (
        <FilterBar>
          {chosen.map(([name, value]) => (
            <FilterChip
              key={name}
              label={LABELS[name] ?? name}
              value={value}
              clearHref={hrefOf(without(chosen, name))}
            />
          ))}
        </FilterBar>
      ) : null}
      {items.length === 0 ? (
        <EmptyState
          title={chosen.length > 0 ? "No change fits these filters" : "No change yet"}
          command="npm run -s interlock -- audit verify"
        >
          Every write in Interlock leaves a row here: the actor, the thing, what it was and what it is. The chain can be
          verified on the page or by a command:
        </EmptyState>
      ) : (
        <AuditTable
          rows={items}
          foot={
            <Pager
              says={`${items.length} ${items.length === 1 ? "change" : "changes"}, newest first`}
              {...(cursor === undefined ? {} : { newerHref: hrefOf(chosen) })}
              {...(next === null ? {} : { olderHref: hrefOf([...chosen, ["cursor", next]]) })}
              words={["Newest", "Older"]}
            />
          }
        />
      )}
    </>
  );
}

function without(chosen: [string, string][], name: string): [string, string][] {
  return chosen.filter(([other]) => other !== name);
}

function hrefOf(pairs: [string, string][]): string {
  const search = new URLSearchParams(pairs).toString();
  return search === "" ? "/audit" : `/audit?${search}`;
}
