/** What somebody searches for, in a LIKE: `%` and `_` are letters here, not wildcards. */
export function literalPattern(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
