import type { Metadata } from "next";
import { StateHead } from "#components/ui/page-head.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { getAlertOverview, listRules } from "#lib/alerts/queries.ts";
import { RUNBOOKS } from "#lib/alerts/runbooks/catalogue.ts";
import { requireSession } from "#lib/web/session.ts";
import { AlertsTabs } from "../alerts/alerts-tabs.tsx";

export const metadata: Metadata = { title: "Runbooks" };

export default async function RunbooksPage() {
  const { ctx } = await requireSession();
  const [{ firing, acknowledged, pending, rules: on, channels }, rules] = await Promise.all([
    getAlertOverview(ctx),
    listRules(ctx),
  ]);
  const usedBy = (slug: string) => rules.filter(({ runbook }) => runbook === slug).length;
  return (
    <>
      <StateHead
        says={`${RUNBOOKS.length} runbooks: what an alert means, what to check, what is safe to do.`}
        meta="Every rule that is on names one. A rule may also name a page of your own."
      />
      <AlertsTabs
        here="/runbooks"
        counts={{ open: firing + acknowledged + pending, rules: on, channels, runbooks: RUNBOOKS.length }}
      />
      <Table
        label="Runbooks"
        head={
          <>
            <Th>Runbook</Th>
            <Th numeric>Rules</Th>
          </>
        }
      >
        {RUNBOOKS.map(({ slug, title, summary }) => (
          <Tr key={slug}>
            <NameCell href={`/runbooks/${slug}`} name={title} sub={summary} />
            <Td numeric className="text-ink-2">
              {usedBy(slug)}
            </Td>
          </Tr>
        ))}
      </Table>
    </>
  );
}
