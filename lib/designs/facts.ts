import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";

const MIN_CHARACTERS = 40;
const PLACEHOLDER = /^(tbd|todo|idem|n\/a|\?+|\.+|…|-+|lorem ipsum.*)$/i;

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
    const filled = isFilled(section);
    const reviewed =
      section.reviewedHash !== null &&
      section.reviewedHash === section.contentHash &&
      section.reviewedById !== null &&
      section.reviewedById !== section.updatedById;
    const base = { source: "design_section", link: `${link}#${section.key}` };
    seen.push({ ...base, key: `doc.${section.key}.filled`, value: filled, observedAt: scope.now });
    const observedAt = reviewed && section.reviewedAt !== null ? section.reviewedAt : scope.now;
    seen.push({ ...base, key: `doc.${section.key}.reviewed`, value: reviewed, observedAt });
    if (section.required && !(filled && reviewed)) complete = false;
  }
  seen.push({ key: "doc.complete", value: complete, observedAt: scope.now, source: "design_document", link });
  return seen;
}

/** Forty characters that are not a placeholder, or fields that say something. */
function isFilled(section: { body: string; fields: unknown }): boolean {
  const body = section.body
    .split(/\n/)
    .map((line) => line.replace(/^[\s#>*-]+/, "").trim())
    .filter((line) => !PLACEHOLDER.test(line))
    .join(" ");
  if (body.trim().length >= MIN_CHARACTERS) return true;
  if (typeof section.fields !== "object" || section.fields === null) return false;
  const values = Object.values(section.fields);
  return values.length > 0 && values.every((value) => !isBlank(value));
}

function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || (typeof value === "string" && (value.trim() === "" || PLACEHOLDER.test(value.trim())));
}
