import { designGate } from "./design-gate.ts";
import { files } from "./files.ts";
import { flags } from "./flags.ts";
import { generic } from "./generic.ts";
import type { Template, TemplateItem } from "./item.ts";
import { multiSystem } from "./multi-system.ts";
import { payment } from "./payment.ts";
import { search } from "./search.ts";
import { verificationGate } from "./verification-gate.ts";

export const KIND_TEMPLATES: readonly Template[] = [payment, search, files, flags, multiSystem, generic];
export const GATE_TEMPLATES: readonly Template[] = [designGate, verificationGate];
export const TEMPLATES: readonly Template[] = [...KIND_TEMPLATES, ...GATE_TEMPLATES];

/** What an integration of this kind must answer: its own list, then the two lists every gate has. */
export function itemsForKind(kind: string): readonly TemplateItem[] {
  const own = KIND_TEMPLATES.find((template) => template.key === kind);
  if (own === undefined) throw new RangeError(`There is no checklist template for kind ${kind}.`);
  return [own, ...GATE_TEMPLATES].flatMap((template) => template.items);
}
