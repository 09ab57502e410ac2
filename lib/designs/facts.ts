import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";
import { readFields } from "./_private.ts";
import { findOutlineSection } from "./outlines/catalogue.ts";
import { missingIn, stateOf } from "./policy.ts";

/** Which sections are filled, and which were read by somebody else in exactly this text. */
export async function designFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const document = await tx.designDocument.findFirst({
    where: { workspaceId: scope.workspaceId, integrationId: scope.integrationId },
    include: { sections: true },
  });
  if (document === null) return [];
  const link = `/integrations/${scope.slug}/design`;
  const seen: Observation[] = [];
  let complete = document.sections.some((section) => section.required);
  for (const section of document.sections) {
    const fields = readFields(section.fields);
    const missing = missingIn(findOutlineSection(document.outlineKey, section.key), { body: section.body, fields });
    const filled = missing.length === 0;
    const reviewed = stateOf({ ...section, fields, missing }) === "reviewed";
    const base = { source: "design_section", link: `${link}?section=${section.key}` };
    seen.push({ ...base, key: `doc.${section.key}.filled`, value: filled, observedAt: scope.now });
    const observedAt = reviewed && section.reviewedAt !== null ? section.reviewedAt : scope.now;
    seen.push({ ...base, key: `doc.${section.key}.reviewed`, value: reviewed, observedAt });
    if (section.required && !reviewed) complete = false;
  }
  seen.push({ key: "doc.complete", value: complete, observedAt: scope.now, source: "design_document", link });
  return seen;
}
