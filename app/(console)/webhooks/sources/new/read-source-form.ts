const SCHEME = [
  "header",
  "prefix",
  "algorithm",
  "encoding",
  "secretEncoding",
  "template",
  "timestampHeader",
  "timestampUnit",
  "idHeader",
  "idPath",
  "typeHeader",
  "typePath",
] as const;
const PLAIN = [
  "name",
  "preset",
  "secrets",
  "integration",
  "toleranceSeconds",
  "dedupeTtlHours",
  "dedupeKey",
  "ackMode",
  "maxBodyBytes",
  "ratePerS",
] as const;

/** The form's texts as the verb's input: an empty field of the recipe is left out, so that its default stands. */
export function readSourceForm(data: FormData, environment: "test" | "live"): Record<string, unknown> {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const plain = Object.fromEntries(PLAIN.map((name) => [name, text(name)]));
  if (plain.preset !== "generic_hmac") return { ...plain, environment };
  const filled = SCHEME.filter((name) => text(`scheme.${name}`) !== "");
  const scheme: Record<string, unknown> = Object.fromEntries(filled.map((name) => [name, text(`scheme.${name}`)]));
  if (/^\d+$/.test(text("toleranceSeconds"))) scheme.toleranceSeconds = Number(text("toleranceSeconds"));
  return { ...plain, environment, scheme };
}
