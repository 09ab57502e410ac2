import type { GateVerdict } from "#components/motif/gate-signal.tsx";
import type { StateCounts } from "#components/motif/progress-squares.tsx";
import type { GateName, ItemDto, ItemState, Verdict } from "#lib/gates/schema.ts";

export const GATE_WORD: Readonly<Record<GateName, string>> = { design: "Design", verification: "Verification" };

const VERDICTS: Readonly<Record<Verdict, GateVerdict>> = {
  pass: "pass",
  warn: "pass_with_waivers",
  blocked: "blocked",
  no_data: "no_data",
};

export function signalOf(verdict: Verdict): GateVerdict {
  return VERDICTS[verdict];
}

export function countStates(items: readonly { state: ItemState }[]): StateCounts {
  const counts: StateCounts = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Who proves it: the product, a reviewed document, or a person's word. */
export function proofWord(item: ItemDto): string {
  if (!item.automatic) return "Attested";
  if (item.grade === "B") return "CI";
  return item.grade.startsWith("C") ? "Document" : "Auto";
}

const WORST: readonly ItemState[] = ["regressed", "failed", "error", "stale", "no_data", "open", "waived", "passed"];

/** What holds the gate first, then in the order of the template. */
export function worstFirst(items: readonly ItemDto[]): ItemDto[] {
  const rank = (item: ItemDto) => (item.state === "not_applicable" ? WORST.length : WORST.indexOf(item.state));
  return [...items].sort((a, b) => rank(a) - rank(b));
}

export function satisfied(items: readonly ItemDto[]): { done: number; of: number } {
  const counted = items.filter((item) => item.blocking && item.state !== "not_applicable");
  return { done: counted.filter((item) => !item.blocks).length, of: counted.length };
}

const FACTS: Readonly<Record<string, string>> = {
  "dlq.configured": "Dead letters",
  "deadletter.oldest_hours": "Oldest dead letter",
  "source.sync_ack": "Sources that answer late",
  "source.unrouted": "Sources without a route",
  "source.unrouted_types_24h": "Types without a route",
  "source.without_dedupe": "Sources without a dedupe key",
  "source.dedupe_too_short": "Short memory for ids",
  "error_policy.decided": "Error classes decided",
  "credential.test.count": "Test credentials",
  "credential.test.auth_ok": "Last connection test",
  "credential.test.same_as_live": "Test against live",
  "credential.test.key_mode": "Key mode",
  "integration.provider_linked": "Provider",
  "doc.complete": "Design document",
};

/** The fact's name as a person says it: "source.signed" is "Signed sources". */
export function factTitle(key: string): string {
  const known = FACTS[key];
  if (known !== undefined) return known;
  const [domain = "", ...rest] = key.split(".");
  const words = (domain === "doc" || domain === "adr" ? rest : [domain, ...rest]).join(" ").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
