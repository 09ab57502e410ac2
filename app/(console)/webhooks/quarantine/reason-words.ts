/** Why a request was refused, as a head; the row's own diagnosis says the rest. */
const WORDS: Readonly<Record<string, string>> = {
  no_secret: "No active secret",
  missing_signature: "No signature",
  malformed_signature: "Signature unreadable",
  bad_signature: "Signature does not fit",
  missing_timestamp: "No timestamp",
  malformed_timestamp: "Timestamp unreadable",
  stale_timestamp: "Too old",
  future_timestamp: "From the future",
  missing_id: "No id",
  bad_id: "Id unreadable",
  conflict: "Same id, other body",
  flood: "Too many refusals",
};

export function reasonWord(reason: string): string {
  return WORDS[reason] ?? reason.replaceAll("_", " ");
}

export const reasonOptions = Object.entries(WORDS).map(([value, word]) => ({ value, word }));
