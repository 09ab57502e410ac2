/** Shapes of secrets that must never reach a log line, whatever field they stand in. */
const SHAPES: RegExp[] = [
  /\b(?:whsec|whsk)_[A-Za-z0-9+/=_-]{8,}/g,
  /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{6,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\b(?:ilkf?|ili)_[A-Za-z0-9_-]{16,}/g,
  /\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi,
  /\bCANARY-[A-Za-z0-9-]{4,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g,
  /(:\/\/[^/\s:@"]+:)[^/\s@"]+@/g,
];

export function redactText(text: string): string {
  let clean = text;
  for (const shape of SHAPES)
    clean = clean.replace(shape, (_, keep: unknown) =>
      typeof keep === "string" && keep.startsWith("://") ? `${keep}[redacted]@` : "[redacted]",
    );
  return clean;
}
