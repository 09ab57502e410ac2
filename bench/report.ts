/** One measured figure. A goal says what the product promises. */
export type Row = { figure: string; value: number | string; goal?: Goal };
export type Goal = { atLeast: number } | { atMost: number } | { equal: number };
export type Measured = { result: Record<string, unknown>; rows: Row[] };

export function isMet({ value, goal }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  const measured = Number(value);
  if ("atLeast" in goal) return measured >= goal.atLeast;
  return "atMost" in goal ? measured <= goal.atMost : measured === goal.equal;
}

function goalText(goal: Goal): string {
  if ("atLeast" in goal) return `>= ${goal.atLeast}`;
  return "atMost" in goal ? `<= ${goal.atMost}` : `= ${goal.equal}`;
}

/** `ingest   ratio_to_bare, median   0.31   goal >= 0.3   met` */
export function lineOf(section: string, row: Row): string {
  const met = isMet(row);
  const verdict = row.goal === undefined ? "" : `   goal ${goalText(row.goal).padEnd(10)}${met ? "met" : "MISSED"}`;
  return `${section.padEnd(9)}${row.figure.padEnd(52)}${String(row.value).padStart(12)}${verdict}`;
}

/** As bench.json keeps it. */
export function entryOf(section: string, row: Row): Record<string, unknown> {
  const { figure, value, goal } = row;
  return { section, figure, value, ...(goal === undefined ? {} : { goal: goalText(goal), met: isMet(row) }) };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
