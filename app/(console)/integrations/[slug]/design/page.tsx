import { Download } from "lucide-react";
import { ActionButton } from "#components/form/action-button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { Panel } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Why } from "#components/ui/why.tsx";
import { rolesWith } from "#lib/auth/permissions.ts";
import { may } from "#lib/core/ctx.ts";
import { sectionMarkdown } from "#lib/designs/markdown.ts";
import { getDesign } from "#lib/designs/queries.ts";
import type { DesignDto, SectionDto } from "#lib/designs/schema.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadChecklist, loadIntegration } from "../_load.ts";
import { reviewSectionAction, saveSectionAction } from "../actions.ts";
import { LinkedItems } from "./_components/linked-items.tsx";
import { Outline } from "./_components/outline.tsx";
import { Prose } from "./_components/prose.tsx";
import { SectionEditor } from "./_components/section-editor.tsx";
import { SectionStateTag } from "./_components/section-state.tsx";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ section?: string | string[]; view?: string | string[] }>;
};

export default async function DesignPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const search = await searchParams;
  const { ctx, user } = await requireSession();
  const [integration, design, checklist] = await Promise.all([
    loadIntegration(slug),
    found(getDesign(ctx, slug)),
    loadChecklist(slug),
  ]);
  const asked = [search.section].flat()[0];
  const section = design.sections.find((each) => each.key === asked) ?? firstOpen(design);
  const reading = [search.view].flat()[0] === "read";
  const base = `/integrations/${slug}/design`;
  const here = section ? `${base}?section=${section.key}` : base;
  const readOnly =
    integration.archivedAt !== null
      ? "This integration is archived"
      : may(ctx, "designs:write")
        ? null
        : "Engineers and admins write designs";
  return (
    <div className="grid grid-cols-[208px_minmax(0,1fr)_264px] items-start gap-6 max-xl:grid-cols-[208px_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]">
      <Outline design={design} base={base} here={reading ? null : (section?.key ?? null)} />
      <div className="min-w-0">
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <Segmented
            label="View"
            segments={[
              { href: here, word: "Write", here: !reading },
              { href: `${base}?view=read`, word: "Read", here: reading },
            ]}
          />
          <span className="ml-auto" />
          <LinkButton href={`/integrations/${slug}/documents/${design.name}`} size="s" prefetch={false}>
            <Icon of={Download} size={14} />
            {design.name}
          </LinkButton>
        </div>
        {reading ? <Whole design={design} kind={integration.kind} /> : null}
        {!reading && section ? (
          <Panel>
            <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
              <h2 className="font-semibold text-16">{section.title}</h2>
              <span className="text-13">
                <SectionStateTag state={section.state} />
              </span>
              {section.required ? null : <span className="text-12 text-ink-3">optional</span>}
            </div>
            <p className="mb-4 max-w-[62ch] text-13 text-ink-2">{section.help}</p>
            <SectionEditor
              key={section.id}
              slug={slug}
              section={{
                id: section.id,
                key: section.key,
                body: section.body,
                values: section.values,
                revision: section.revision,
                fields: section.fields,
                savedAt: section.revision > 1 ? section.updatedAt : null,
              }}
              readOnly={readOnly}
              save={saveSectionAction}
            />
          </Panel>
        ) : null}
      </div>
      {!reading && section ? (
        <aside className="grid min-w-0 gap-6 max-xl:col-start-2 max-md:col-start-1">
          <Approval
            slug={slug}
            section={section}
            mine={section.updatedById === user.id}
            mayReview={may(ctx, "gates:request")}
          />
          <LinkedItems slug={slug} sectionKey={section.key} items={checklist?.items ?? []} />
        </aside>
      ) : null}
    </div>
  );
}

function firstOpen(design: DesignDto): SectionDto | undefined {
  return (
    design.sections.find((section) => section.required && section.state !== "reviewed" && section.state !== "filled") ??
    design.sections[0]
  );
}

function Whole({ design, kind }: { design: DesignDto; kind: string }) {
  return (
    <Panel>
      <div className="grid gap-8">
        {design.sections.map((section) => {
          const text = sectionMarkdown(kind, {
            key: section.key,
            title: section.title,
            body: section.body,
            fields: section.values,
          });
          return (
            <section key={section.key} aria-label={section.title}>
              <div className="mb-2 flex flex-wrap items-baseline gap-x-3 border-line border-b pb-1">
                <h2 className="font-semibold text-16">{section.title}</h2>
                <span className="text-12">
                  <SectionStateTag state={section.state} />
                </span>
              </div>
              {text === "" ? <p className="text-13 text-ink-3">Not written yet.</p> : <Prose text={text} />}
            </section>
          );
        })}
      </div>
    </Panel>
  );
}

type ApprovalProps = { slug: string; section: SectionDto; mine: boolean; mayReview: boolean };

function Approval({ slug, section, mine, mayReview }: ApprovalProps) {
  const refusal = !mayReview
    ? `Reviews are for ${rolesWith("gates:request").join(", ")}`
    : section.missing.length > 0
      ? "It is not filled yet"
      : mine
        ? "You wrote it, so another person approves it"
        : null;
  return (
    <section aria-label="Review" className="text-13">
      <h2 className="mb-2 font-semibold text-14">Review</h2>
      {section.state === "reviewed" && section.reviewedAt ? (
        <p className="text-ink-2">
          <SectionStateTag state="reviewed" /> by {section.reviewedBy} on{" "}
          <LocalTime at={section.reviewedAt} shape="date" />. The next change of the text takes it back.
        </p>
      ) : (
        <>
          {section.missing.length > 0 ? (
            <ul className="mb-3 grid gap-1 text-ink-2">
              {section.missing.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : (
            <p className="mb-3 text-ink-2">A second person reads exactly this text and approves it.</p>
          )}
          {refusal === null ? (
            <ActionButton
              action={reviewSectionAction}
              input={{ slug, key: section.key, contentHash: section.contentHash }}
              done={`${section.title} is approved.`}
              pendingWord="Approving"
            >
              Approve this text
            </ActionButton>
          ) : (
            <Why>{refusal}</Why>
          )}
        </>
      )}
      {section.updatedBy ? (
        <p className="mt-3 text-12 text-ink-3">
          Last written by {section.updatedBy}, <LocalTime at={section.updatedAt} />
        </p>
      ) : null}
    </section>
  );
}
