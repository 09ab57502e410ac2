import type { Tone } from "#components/ui/tone.ts";
import type { ActivityDto } from "#lib/reports/schema.ts";

/** `design.save_section` on "Context" → "Context: save section". */
export function sayAction(entry: Pick<ActivityDto, "action" | "label" | "entityType" | "environment">): string {
  const [, verb = entry.action] = entry.action.split(".");
  const what = entry.label === "" ? entry.entityType.replaceAll("_", " ") : entry.label;
  const where = entry.environment === null ? "" : ` in ${entry.environment}`;
  return `${what}: ${verb.replaceAll("_", " ")}${where}`;
}

export function toneOfAction(action: string): Tone {
  if (/fall_back|regress|discard|remove|delete|stop|disable/.test(action)) return "bad";
  if (/park/.test(action)) return "park";
  if (/decide|review|accept|pass|release/.test(action)) return "ok";
  return "quiet";
}
