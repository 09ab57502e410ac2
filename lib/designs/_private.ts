import { type Ctx, personOf } from "#lib/core/ctx.ts";
import { notFound, precondition } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import type { Tx } from "#lib/db/tx.ts";
import { COALESCE_MS } from "./policy.ts";
import { SectionFields, type SnapshotSection } from "./schema.ts";

export async function openDocument(tx: Tx, ctx: Ctx, slug: string) {
  const integration = await tx.integration.findUnique({
    where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug } },
    select: { id: true, name: true, archivedAt: true },
  });
  if (integration === null) throw notFound("The integration");
  if (integration.archivedAt !== null)
    throw precondition(`${integration.name} is archived. Restore it before you change its design.`);
  const document = await tx.designDocument.findFirst({
    where: { integrationId: integration.id, workspaceId: ctx.workspaceId },
  });
  if (document === null) throw notFound("The design document");
  return document;
}

/** Reads a column that only this domain writes; what does not fit counts as nothing. */
export function readFields(value: unknown): SectionFields {
  const parsed = SectionFields.safeParse(value);
  return parsed.success ? parsed.data : {};
}

export async function snapshot(tx: Tx, documentId: string): Promise<SnapshotSection[]> {
  const rows = await tx.designSection.findMany({ where: { documentId }, orderBy: { position: "asc" } });
  return rows.map(({ key, title, body, fields }) => ({ key, title, body, fields: readFields(fields) }));
}

/** Keeps the whole document as it is now. Call it after the document's row was updated: that lock orders the numbers. */
export async function keepVersion(
  tx: Tx,
  ctx: Ctx,
  document: { id: string; revision: number },
  note = "",
): Promise<number> {
  const sections = await snapshot(tx, document.id);
  const authorId = personOf(ctx);
  const last = await tx.designVersion.findFirst({ where: { documentId: document.id }, orderBy: { number: "desc" } });
  const joins =
    last !== null &&
    note === "" &&
    last.note === "" &&
    last.authorId === authorId &&
    last.authorLabel === ctx.actor.label &&
    ctx.now().getTime() - last.createdAt.getTime() <= COALESCE_MS;
  if (joins) {
    await tx.designVersion.update({ where: { id: last.id }, data: { sections, revision: document.revision } });
    return last.number;
  }
  const number = (last?.number ?? 0) + 1;
  await tx.designVersion.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspaceId,
      documentId: document.id,
      number,
      revision: document.revision,
      sections,
      authorId,
      authorLabel: ctx.actor.label,
      note,
      createdAt: ctx.now(),
    },
  });
  return number;
}
