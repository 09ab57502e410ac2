import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { namesOf } from "#lib/integrations/queries.ts";
import { readFields } from "./_private.ts";
import { diffLines } from "./diff-lines.ts";
import { documentMarkdown, sectionMarkdown } from "./markdown.ts";
import { findOutlineSection } from "./outlines/catalogue.ts";
import { missingIn, stateOf } from "./policy.ts";
import {
  type DesignDiffDto,
  type DesignDto,
  type SectionDto,
  Snapshot,
  type SnapshotSection,
  type VersionDto,
} from "./schema.ts";

async function findDocument(ctx: Ctx, slug: string) {
  authorize(ctx, "workspace:read");
  const integration = await db().integration.findUnique({
    where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug } },
    select: { id: true, name: true },
  });
  if (integration === null) throw notFound("The integration");
  const document = await db().designDocument.findFirst({
    where: { integrationId: integration.id, workspaceId: ctx.workspaceId },
    include: { sections: { orderBy: { position: "asc" } } },
  });
  if (document === null) throw notFound("The design document");
  return { integration, document };
}

export async function getDesign(ctx: Ctx, slug: string): Promise<DesignDto> {
  const { document } = await findDocument(ctx, slug);
  const names = await namesOf(document.sections.flatMap((row) => [row.updatedById, row.reviewedById]));
  const sections = document.sections.map((row) => toSection(document.outlineKey, row, names));
  const required = sections.filter((section) => section.required);
  return {
    id: document.id,
    name: document.name,
    outlineVersion: document.outlineVersion,
    revision: document.revision,
    required: required.length,
    done: required.filter((section) => section.state === "reviewed").length,
    sections,
  };
}

export async function listVersions(ctx: Ctx, slug: string): Promise<VersionDto[]> {
  const { document } = await findDocument(ctx, slug);
  const rows = await db().designVersion.findMany({
    where: { documentId: document.id },
    orderBy: { number: "desc" },
    omit: { sections: true },
    take: 200,
  });
  return rows.map(toVersion);
}

/** What changed between two versions, section by section; sections that are equal are left out. */
export async function getDesignDiff(ctx: Ctx, slug: string, from: number, to: number): Promise<DesignDiffDto> {
  const { document } = await findDocument(ctx, slug);
  const rows = await db().designVersion.findMany({ where: { documentId: document.id, number: { in: [from, to] } } });
  const left = rows.find((row) => row.number === from);
  const right = rows.find((row) => row.number === to);
  if (left === undefined || right === undefined) throw notFound("The version");
  const before = Snapshot.parse(left.sections);
  const after = Snapshot.parse(right.sections);
  const text = (section: SnapshotSection | undefined) => (section ? sectionMarkdown(document.outlineKey, section) : "");
  const sections = after.flatMap((section) => {
    const was = text(before.find((candidate) => candidate.key === section.key));
    const is = text(section);
    return was === is ? [] : [{ key: section.key, title: section.title, lines: diffLines(was, is) }];
  });
  return { from: toVersion(left), to: toVersion(right), sections };
}

export async function getDesignMarkdown(
  ctx: Ctx,
  slug: string,
): Promise<{ name: string; revision: number; text: string }> {
  const { document, integration } = await findDocument(ctx, slug);
  const last = await db().designVersion.findFirst({
    where: { documentId: document.id },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const sections = document.sections.map(({ key, title, body, fields }) => ({
    key,
    title,
    body,
    fields: readFields(fields),
  }));
  const facts = {
    integration: integration.name,
    name: document.name,
    version: last?.number ?? null,
    trueAsOf: ctx.now().toISOString(),
  };
  return {
    name: document.name,
    revision: document.revision,
    text: documentMarkdown(document.outlineKey, facts, sections),
  };
}

type SectionRow = Prisma.DesignSectionGetPayload<object>;

function toSection(outlineKey: string, row: SectionRow, names: ReadonlyMap<string, string>): SectionDto {
  const outline = findOutlineSection(outlineKey, row.key);
  const values = readFields(row.fields);
  const missing = missingIn(outline, { body: row.body, fields: values });
  const state = stateOf({ ...row, fields: values, missing });
  const name = (id: string | null) => (id === null ? null : (names.get(id) ?? "A former member"));
  return {
    id: row.id,
    key: row.key,
    title: row.title,
    help: outline?.help ?? "",
    required: row.required,
    fields: outline?.fields ?? [],
    body: row.body,
    values,
    revision: row.revision,
    contentHash: row.contentHash,
    state,
    missing,
    updatedBy: name(row.updatedById),
    updatedById: row.updatedById,
    updatedAt: row.updatedAt.toISOString(),
    reviewedBy: state === "reviewed" ? name(row.reviewedById) : null,
    reviewedAt: state === "reviewed" ? (row.reviewedAt?.toISOString() ?? null) : null,
  };
}

type VersionRow = Omit<Prisma.DesignVersionGetPayload<object>, "sections">;

function toVersion(row: VersionRow): VersionDto {
  return {
    number: row.number,
    revision: row.revision,
    author: row.authorLabel,
    note: row.note,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
