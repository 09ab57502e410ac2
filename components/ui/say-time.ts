const units: readonly [name: string, seconds: number][] = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
];

/** 95 000 → "1 min", 7 500 000 → "2 h": one unit, rounded down. */
export function sayDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  for (const [name, size] of units) if (seconds >= size) return `${Math.floor(seconds / size)} ${name}`;
  return "0 s";
}

/** "3 min ago", "in 2 h", "just now". */
export function sayAge(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  if (Math.abs(ms) < 5_000) return "just now";
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const [name, size] = units.find(([, unit]) => seconds >= unit) ?? ["s", 1];
  const text = `${Math.floor(seconds / size)} ${name}`;
  return ms > 0 ? `${text} ago` : `in ${text}`;
}

const shapes = {
  time: { hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  moment: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  },
  exact: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeShape = keyof typeof shapes;

/** With no zone: the one of whoever runs it, which in a browser is the viewer's. */
export function sayTime(at: Date, shape: TimeShape, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...shapes[shape], timeZone }).format(at);
}
