import { DAY, MINUTE } from "#lib/core/clock.ts";
import type { FactValue } from "#lib/core/fact.ts";

const OURS = /^ext(?:\.[a-z0-9_]+){1,5}$/;
/** What only the product itself says, wherever in a key or an object it stands. */
const VERDICTS = /^(?:gates?|gates_satisfied|checklists?|items?|verdicts?|waivers?|approvals?|approved|decisions?)$/i;
const AHEAD = 5 * MINUTE;
const OLDEST = 365 * DAY;
const NAME = /^[A-Za-z0-9_]{1,60}$/;

type Push = { key: string; value: unknown; observedAt: Date; now: Date };

/** Null when this may be pushed, else the sentence that whoever pushes reads. */
export function refusalOfPush({ key, value, observedAt, now }: Push): string | null {
  const claims = [...key.split("."), ...memberNames(value)].find((part) => VERDICTS.test(part));
  if (claims !== undefined)
    return `"${claims}" says how a gate or an item stands, which nobody pushes: it is verified independently. Push what was observed, such as ext.ci.contract_tests.`;
  if (!key.startsWith("ext."))
    return `${key} is a fact that Interlock observes itself, so it cannot be pushed over. Push under a key that begins with "ext.", such as ext.ci.contract_tests.`;
  if (!OURS.test(key))
    return `${key} is no key for a pushed fact: after "ext." come one to five names of lower-case letters, digits and "_", with dots between them.`;
  if (observedAt.getTime() > now.getTime() + AHEAD)
    return "observedAt lies in the future. Send the time at which it was observed, and check the clock of the machine that pushes.";
  if (observedAt.getTime() < now.getTime() - OLDEST)
    return "observedAt is more than a year ago, and a fact that old proves nothing. Observe it again.";
  return null;
}

function memberNames(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...memberNames(inner)]);
}

/** A pushed object is one fact for each member that a rule can read: `{"failed":0}` at ext.ci.x is ext.ci.x.failed. */
export function readableFacts(key: string, value: unknown): [string, FactValue][] {
  if (isReadable(value)) return [[key, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): [string, FactValue][] =>
    NAME.test(name) && isReadable(inner) ? [[`${key}.${name}`, inner]] : [],
  );
}

function isReadable(value: unknown): value is FactValue {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === "string");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
