import { newId } from "#lib/core/id.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { GATE_TEMPLATES, KIND_TEMPLATES, TEMPLATES } from "./templates/catalogue.ts";
import type { Template, TemplateItem } from "./templates/item.ts";

/** Publishes the templates of this release that the database does not hold yet. A published version never changes. */
export async function publishTemplates(tx: Tx): Promise<void> {
  const held = await tx.checklistTemplate.findMany({ select: { key: true, version: true } });
  const has = ({ key, version }: Template) => held.some((row) => row.key === key && row.version === version);
  for (const template of TEMPLATES.filter((candidate) => !has(candidate))) {
    const { key, version, title } = template;
    await tx.checklistTemplate.createMany({ data: [{ id: newId(), key, version, name: title }], skipDuplicates: true });
    const row = await tx.checklistTemplate.findUniqueOrThrow({ where: { key_version: { key, version } } });
    const data = template.items.map((item, position) => ({
      ...itemColumns(item, position),
      id: newId(),
      templateId: row.id,
    }));
    await tx.templateItem.createMany({ data, skipDuplicates: true });
  }
}

/**
 * Gives an integration its own items, pinned to the versions of this release, and its two gates.
 * Does nothing when it has them. The caller holds the integration's row lock.
 */
export async function ensureChecklist(
  tx: Tx,
  integration: { id: string; workspaceId: string; kind: string },
): Promise<void> {
  const owned = { workspaceId: integration.workspaceId, integrationId: integration.id };
  if ((await tx.gate.count({ where: owned })) > 0) return;
  await publishTemplates(tx);
  const lists = [...KIND_TEMPLATES.filter((template) => template.key === integration.kind), ...GATE_TEMPLATES];
  const entries = lists.flatMap((template) => template.items.map((item) => ({ template, item })));
  await tx.checklistItem.createMany({
    data: entries.map(({ template, item }, position) => ({
      ...itemColumns(item, position),
      ...owned,
      id: newId(),
      templateKey: template.key,
      templateVersion: template.version,
    })),
    skipDuplicates: true,
  });
  const gates = (["design", "verification"] as const).map((key) => ({ ...owned, id: newId(), key }));
  await tx.gate.createMany({ data: gates, skipDuplicates: true });
}

function itemColumns(item: TemplateItem, position: number) {
  const [gate, alsoGate] = item.gates;
  if (gate === undefined) throw new RangeError(`${item.key} feeds no gate.`);
  return {
    key: item.key,
    wording: item.wording,
    section: item.section,
    gate,
    alsoGate: alsoGate ?? null,
    blocking: item.blocking,
    grade: item.grade,
    position,
    ttlDays: item.ttlDays,
    rule: item.rule === null ? Prisma.DbNull : toJson(item.rule),
    missingFact: item.missingFact,
  };
}

export function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}
