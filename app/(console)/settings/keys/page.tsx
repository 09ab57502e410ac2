import type { Metadata } from "next";
import { Chip } from "#components/ui/chip.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { keyRing } from "#lib/crypto/keys.ts";
import { countByKey } from "#lib/crypto/rotate.ts";
import { requireSession } from "#lib/web/session.ts";

export const metadata: Metadata = { title: "Keys" };

export default async function KeysPage() {
  const { ctx } = await requireSession();
  if (!may(ctx, "workspace:write"))
    return (
      <>
        <StateHead says="Every secret here is sealed; nobody can read one back." />
        <Why>Which keys seal them is shown to admins.</Why>
      </>
    );
  const ring = keyRing();
  const counts = await countByKey(ring);
  const sealed = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const old = Object.entries(counts).filter(([kid, count]) => kid !== ring.current && count > 0);
  return (
    <>
      <StateHead
        says={
          old.length === 0
            ? `${sealed} ${sealed === 1 ? "secret is" : "secrets are"} sealed, all with the current key.`
            : `${old.reduce((sum, [, count]) => sum + count, 0)} of ${sealed} secrets are still sealed with an older key.`
        }
        meta="Only names and counts are shown: keys live in INTERLOCK_KEYS or INTERLOCK_HOME/keys, never in the database."
      />
      <Section title="Keys">
        <Table
          label="Keys"
          head={
            <>
              <Th>Key id</Th>
              <Th>State</Th>
              <Th numeric>Secrets sealed with it</Th>
            </>
          }
        >
          {Object.entries({ ...Object.fromEntries([...ring.keys.keys()].map((kid) => [kid, 0])), ...counts }).map(
            ([kid, count]) => (
              <Tr key={kid}>
                <Td className="mono font-medium">{kid}</Td>
                <Td>
                  <Chip tone={kid === ring.current ? "ok" : count > 0 ? "warn" : "quiet"}>
                    {kid === ring.current ? "current" : count > 0 ? "still needed" : "may be removed"}
                  </Chip>
                </Td>
                <Td numeric>{count}</Td>
              </Tr>
            ),
          )}
        </Table>
        <p className="mt-3 text-13 text-ink-3">
          To rotate: put a new key first in <span className="mono">INTERLOCK_KEYS</span>, restart, then run{" "}
          <span className="mono">npm run -s interlock -- keys rotate</span>.
        </p>
      </Section>
    </>
  );
}
