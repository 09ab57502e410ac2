const WINDOW_MS = 60_000;
const MAX_KEYS = 20_000;

export type Allowance = { allowed: boolean; limit: number; remaining: number; resetSeconds: number };

/** A fixed window per key in this process; several web processes allow so many times as much together. */
export function makeLimiter(limit: number): (key: string, now?: number) => Allowance {
  const windows = new Map<string, { until: number; used: number }>();
  return (key, now = Date.now()) => {
    let window = windows.get(key);
    if (window === undefined || window.until <= now) {
      if (windows.size >= MAX_KEYS) windows.clear();
      window = { until: now + WINDOW_MS, used: 0 };
      windows.set(key, window);
    }
    window.used++;
    return {
      allowed: window.used <= limit,
      limit,
      remaining: Math.max(0, limit - window.used),
      resetSeconds: Math.max(1, Math.ceil((window.until - now) / 1_000)),
    };
  };
}

export function limitHeaders({ limit, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(resetSeconds),
    "ratelimit-policy": `${limit};w=${WINDOW_MS / 1_000}`,
  };
}
