export type Change = { path: string; before: string | null; after: string | null };

const MAX_LINES = 200;
const MAX_TEXT = 2_000;

/** What differs, one line a leaf, in the order of the keys. Creations have no before, deletions no after. */
export function diff(before: unknown, after: unknown): Change[] {
  const [old, now] = [leaves(before), leaves(after)];
  const changes: Change[] = [];
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(path) ?? null, now.get(path) ?? null];
    if (was !== is) changes.push({ path, before: was, after: is });
    if (changes.length >= MAX_LINES) break;
  }
  return changes;
}

function leaves(value: unknown): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (at: unknown, path: string): void => {
    if (typeof at === "object" && at !== null && !Array.isArray(at) && Object.keys(at).length > 0) {
      for (const [key, inner] of Object.entries(at)) walk(inner, path === "" ? key : `${path}.${key}`);
      return;
    }
    if (at === null || at === undefined) return;
    const text = typeof at === "string" ? at : JSON.stringify(at);
    found.set(path === "" ? "value" : path, text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
  };
  walk(value, "");
  return found;
}
