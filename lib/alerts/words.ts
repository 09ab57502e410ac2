export const RULE_KINDS = ["dead_letters", "breaker_open", "oldest_undelivered", "source_silent"] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

export function sayDuration(seconds: number): string {
  for (const [unit, size] of [
    ["d", 86_400],
    ["h", 3_600],
    ["min", 60],
  ] as const)
    if (seconds >= size && seconds % size === 0) return `${seconds / size} ${unit}`;
  return `${seconds} s`;
}
