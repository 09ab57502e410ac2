/** A token bucket a key, in memory: each gateway process limits for itself. Answers the seconds to wait, or 0. */
export function createRateLimit({
  perSecond,
  burst = perSecond * 2,
  clock = () => performance.now(),
}: {
  perSecond: number;
  burst?: number;
  clock?: () => number;
}): (key: string) => number {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key) => {
    const now = clock();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    if (buckets.size > 10_000) buckets.clear();
    buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens < 1 ? Math.max(1, Math.ceil((1 - tokens) / perSecond)) : 0;
  };
}
