import { ActionButton } from "#components/form/action-button.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { getDesign, getDesignDiff, listVersions } from "#lib/designs/queries.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadIntegration } from "../../_load.ts";
import { restoreVersionAction } from "../../actions.ts";
import { SideBySide } from "./_components/side-by-side.tsx";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>;
};

export default async function VersionsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const search = await searchParams;
  const { ctx } = await requireSession();
  const integration = await loadIntegration(slug);
  const [design, versions] = await Promise.all([found(getDesign(ctx, slug)), found(listVersions(ctx, slug))]);
  const newest = versions[0]?.number ?? 0;
  const to = readNumber(search.to) ?? newest;
  const from = readNumber(search.from) ?? Math.max(1, to - 1);
  const diff = newest > 1 && from !== to ? await found(getDesignDiff(ctx, slug, from, to)) : null;
  const refusal = integration.archivedAt
    ? "This integration is archived"
    : may(ctx, "designs:write")
      ? null
      : "Engineers and admins restore versions";
  const base = `/integrations/${slug}/design/versions`;
  if (versions.length === 0)
    return (
      <Panel>
        <p className="max-w-[62ch] text-13 text-ink-2">
          Nothing was written yet. Each person's saves within ten minutes become one version here, with what changed.
        </p>
      </Panel>
    );
  return (
    <>
      <Section title="Versions" note={String(versions.length)}>
        <Table
          label="Versions"
          head={
            <>
              <Th>Version</Th>
              <Th wide>By</Th>
              <Th numeric>Written</Th>
              <Th numeric label="Compare and restore" />
            </>
          }
        >
          {versions.map((version) => (
            <Tr key={version.number} selected={version.number === to}>
              <NameCell name={`Version ${version.number}`} sub={version.note || undefined} narrow={version.author} />
              <Td wide>{version.author}</Td>
              <Td numeric>
                <RelativeTime at={version.updatedAt} />
              </Td>
              <Td numeric>
                <span className="relative inline-flex flex-wrap items-center justify-end gap-3">
                  {version.number > 1 ? (
                    <TextLink href={`${base}?from=${version.number - 1}&to=${version.number}`} scroll={false}>
                      What changed
                    </TextLink>
                  ) : null}
                  {version.number < newest && refusal === null ? (
                    <ActionButton
                      size="s"
                      action={restoreVersionAction}
                      input={{ slug, number: version.number, baseRevision: design.revision }}
                      done={`Version ${version.number} is back, as a new version.`}
                    >
                      Restore
                    </ActionButton>
                  ) : null}
                </span>
              </Td>
            </Tr>
          ))}
        </Table>
        {refusal ? (
          <div className="mt-2">
            <Why>{refusal}</Why>
          </div>
        ) : null}
      </Section>
      {diff ? (
        <Section
          title={`What changed from version ${diff.from.number} to ${diff.to.number}`}
          note={
            <>
              {diff.to.author}, <LocalTime at={diff.to.updatedAt} />
            </>
          }
        >
          {diff.sections.length === 0 ? (
            <Panel>
              <p className="text-13">The two versions say the same.</p>
            </Panel>
          ) : (
            <div className="grid gap-5">
              {diff.sections.map((section) => (
                <SideBySide key={section.key} diff={section} />
              ))}
            </div>
          )}
        </Section>
      ) : null}
    </>
  );
}

function readNumber(value: string | string[] | undefined): number | null {
  const text = [value].flat()[0];
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}
