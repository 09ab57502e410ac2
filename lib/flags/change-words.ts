const FIELD_WORDS: Record<string, string> = {
  description: "description",
  integrationId: "integration",
  ownerId: "owner",
  onUnavailable: "behaviour when unreachable",
  defaultValue: "default",
  expiresAt: "end of life",
};

function fields(json: unknown): Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}

/** An audit row of a flag as one sentence. */
export function sayChange(action: string, environment: string | null, before: unknown, after: unknown): string {
  const was = fields(before);
  const is = fields(after);
  if (action === "flag.set_state") return `Turned ${is["enabled"] === true ? "on" : "off"} in ${environment ?? "?"}`;
  if (action === "flag.define") return "Defined";
  if (action === "flag.archive") return "Archived";
  const changed = Object.keys(FIELD_WORDS).filter((name) => was[name] !== is[name]);
  if (changed.length === 0) return "Saved without a change";
  return `Changed ${changed.map((name) => FIELD_WORDS[name]).join(", ")}`;
}
