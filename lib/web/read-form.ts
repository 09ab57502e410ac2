import { invalid } from "#lib/core/errors.ts";

type Plain = { [name: string]: unknown };

const MAX_FIELDS = 2_000;
const MAX_DEPTH = 8;
const NEVER = new Set(["__proto__", "prototype", "constructor"]);

/**
 * Form fields as one plain object: a name that stands several times, or ends in `[]`, becomes a list, `a.b` nests,
 * and what the framework adds for itself is dropped. Values stay texts (and files): the verb's schema reads them.
 */
export function readForm(form: FormData): Plain {
  const plain: Plain = {};
  let seen = 0;
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    if (++seen > MAX_FIELDS) throw invalid(`A form may hold ${MAX_FIELDS} fields; this one holds more.`);
    const values = form.getAll(name);
    const listed = name.endsWith("[]");
    place(plain, (listed ? name.slice(0, -2) : name).split("."), listed || values.length > 1 ? values : values[0]);
  }
  return plain;
}

function place(into: Plain, path: string[], value: unknown): void {
  if (path.length > MAX_DEPTH || path.some((part) => part === "" || NEVER.has(part)))
    throw invalid("A field of this form has a name that is not allowed.");
  let at = into;
  for (const part of path.slice(0, -1)) {
    const next = at[part] ?? {};
    if (!isPlain(next)) throw invalid(`The field ${path.join(".")} stands under another field.`);
    at[part] = next;
    at = next;
  }
  const last = path.at(-1) ?? "";
  if (Object.hasOwn(at, last)) throw invalid(`The field ${path.join(".")} is given in two ways.`);
  at[last] = value;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
