/**
 * One statement a home, several where an id lives in parts: `item`, `list`, `drill`, `outline`, `section`, `discipline`,
 * `demo`, `page`, `model`, `code`, `doc`, `planned` or `not`, then what it names. `check-home.ts` looks each up.
 */
export type Homes = Readonly<Record<string, string | readonly string[]>>;

export type Standing = "homed" | "not a product matter" | "partly planned" | "planned";

export function statementsOf(home: string | readonly string[]): readonly string[] {
  return typeof home === "string" ? [home] : home;
}

/** What is only half here is not counted as here. */
export function standingOf(home: string | readonly string[]): Standing {
  const statements = statementsOf(home);
  if (statements.some((each) => each.startsWith("not "))) return "not a product matter";
  const planned = statements.filter((each) => each.startsWith("planned ")).length;
  if (planned === 0) return "homed";
  return planned === statements.length ? "planned" : "partly planned";
}
