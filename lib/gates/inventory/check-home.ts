import { OUTLINES } from "#lib/designs/outlines/catalogue.ts";
import { DISCIPLINES } from "#lib/integrations/policy.ts";
import { WEBHOOK_SUITE } from "../drills/suite.ts";
import { TEMPLATES } from "../templates/catalogue.ts";
import { CAPABILITIES } from "./capabilities.ts";
import type { House } from "./read-house.ts";

type Entry = { id: string; wording: string; plumbing: boolean };

/** Null when what the statement names is there, else the sentence that says what is not. */
export function problemOf(entry: Entry, statement: string, house: House): string | null {
  const [word = "", ...rest] = statement.split(" ");
  const look = LOOKS[word];
  if (look === undefined) return `"${statement}" begins with no known kind of home`;
  return look(rest.join(" "), entry, house);
}

type Look = (name: string, entry: Entry, house: House) => string | null;

const LOOKS: Readonly<Record<string, Look>> = {
  item(key, entry) {
    const item = TEMPLATES.flatMap((template) => template.items).find((candidate) => candidate.key === key);
    if (item === undefined) return `no checklist has an item ${key}`;
    if (key !== entry.id || item.wording === entry.wording) return null;
    return `the item ${key} says "${item.wording}"`;
  },
  list(name, entry) {
    const [key = "", section] = name.split("/");
    const template = TEMPLATES.find((candidate) => candidate.key === key);
    if (template === undefined) return `there is no checklist ${key}`;
    if (section === undefined) return null;
    if (!template.items.some((item) => item.section === section))
      return `the checklist ${key} has no section ${section}`;
    return entry.wording === `### ${section}` ? null : `the section ${name} does not say "${entry.wording}"`;
  },
  drill: (key) => (WEBHOOK_SUITE.some((step) => step.key === key) ? null : `no drill has a step ${key}`),
  outline: (name) => (OUTLINES.some((outline) => outline.name === name) ? null : `no outline makes ${name}`),
  section(name) {
    const [path = "", field] = name.split("#");
    const [key = "", sectionKey] = path.split("/");
    const outline = OUTLINES.find((candidate) => candidate.key === key);
    const section = outline?.sections.find((candidate) => candidate.key === sectionKey);
    if (section === undefined) return `no outline has a section ${path}`;
    if (field === undefined || section.fields.some((candidate) => candidate.key === field)) return null;
    return `the section ${path} has no field ${field}`;
  },
  discipline: (name) => (DISCIPLINES.some((known) => known === name) ? null : `there is no discipline ${name}`),
  demo: (slug, _, house) => (house.demos.has(slug) ? null : `the demo makes no integration ${slug}`),
  page: (address, _, house) => (house.pages.has(address) ? null : `there is no page ${address}`),
  model(name, _, house) {
    const [model = "", field] = name.split(".");
    const fields = house.models.get(model);
    if (fields === undefined) return `there is no model ${model}`;
    return field === undefined || fields.has(field) ? null : `the model ${model} has no ${field}`;
  },
  code(name, _, house) {
    const [path = "", exported = ""] = name.split(" ");
    const source = house.read(path);
    if (source === null) return `there is no file ${path}`;
    const found = [...source.matchAll(/^export (?:const|function|async function|class|type) (\w+)/gm)];
    return found.some(([, known]) => known === exported) ? null : `${path} exports no ${exported || "nothing"}`;
  },
  doc(name, _, house) {
    const [path = "", ...heading] = name.split(" ");
    const text = house.read(path);
    if (text === null) return `there is no document ${path}`;
    const wanted = heading.join(" ");
    const found = text.split("\n").some((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === wanted);
    return found ? null : `${path} has no heading "${wanted}"`;
  },
  planned: (name) => (name in CAPABILITIES ? null : `no capability is called "${name}"`),
  not(reason, entry) {
    if (!entry.plumbing) return `only an agent's own plumbing is not a product matter`;
    return reason.length >= 20 ? null : `the reason "${reason}" says too little`;
  },
};
