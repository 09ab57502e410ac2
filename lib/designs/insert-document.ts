import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import type { Tx } from "#lib/db/tx.ts";
import { outlineOf } from "./outlines/catalogue.ts";
import { hashContent } from "./policy.ts";

/** The empty document of a new integration, from the outline of its kind. */
export async function insertDocument(tx: Tx, ctx: Ctx, integration: { id: string; kind: string }): Promise<string> {
  const outline = outlineOf(integration.kind);
  const id = newId();
  const { workspaceId } = ctx;
  await tx.designDocument.create({
    data: {
      id,
      workspaceId,
      integrationId: integration.id,
      name: outline.name,
      outlineKey: outline.key,
      outlineVersion: outline.version,
    },
  });
  const contentHash = hashContent({ body: "", fields: {} });
  await tx.designSection.createMany({
    data: outline.sections.map(({ key, title, required }, position) => ({
      id: newId(),
      workspaceId,
      documentId: id,
      key,
      title,
      required,
      position,
      contentHash,
    })),
  });
  return id;
}
