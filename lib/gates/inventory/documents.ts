import type { Homes } from "./home.ts";
import { contradictions } from "./homes/contradictions.ts";
import { coordinator } from "./homes/coordinator.ts";
import { engineer } from "./homes/engineer.ts";
import { multiSystem } from "./homes/multi-system.ts";
import { plumbing } from "./homes/plumbing.ts";
import { specialist } from "./homes/specialist.ts";
import { techLead } from "./homes/tech-lead.ts";
import contradictionWordings from "./wordings/contradictions.json" with { type: "json" };
import coordinatorWordings from "./wordings/coordinator.json" with { type: "json" };
import engineerWordings from "./wordings/engineer.json" with { type: "json" };
import items from "./wordings/items.json" with { type: "json" };
import multiSystemWordings from "./wordings/multi-system.json" with { type: "json" };
import plumbingWordings from "./wordings/plumbing.json" with { type: "json" };
import specialistWordings from "./wordings/specialist.json" with { type: "json" };
import techLeadWordings from "./wordings/tech-lead.json" with { type: "json" };

type Wordings = Readonly<Record<string, string>>;

/** The ids and exact wordings of the five seed documents; checklist items stand in one list of their own. */
export const WORDINGS: Readonly<Record<string, Wordings>> = {
  items: Object.fromEntries(items.map(({ key, wording }) => [key, wording])),
  coordinator: coordinatorWordings,
  "multi-system": multiSystemWordings,
  "tech-lead": techLeadWordings,
  specialist: specialistWordings,
  engineer: engineerWordings,
  plumbing: plumbingWordings,
  contradictions: contradictionWordings,
};

export const HOMES: Readonly<Record<string, Homes>> = {
  coordinator,
  "multi-system": multiSystem,
  "tech-lead": techLead,
  specialist,
  engineer,
  plumbing,
  contradictions,
};
