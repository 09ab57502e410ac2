type Bucket = { tokens: number; atMs: number };

/** A token bucket a source, of this process. Holds one second of requests, at least one. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  /** Seconds to wait, or 0 when the request may pass. */
  take(sourceId: string, ratePerS: number, nowMs: number): number {
    let bucket = this.buckets.get(sourceId);
    if (bucket === undefined) {
      bucket = { tokens: ratePerS, atMs: nowMs };
      this.buckets.set(sourceId, bucket);
    }
    bucket.tokens = Math.min(Math.max(1, ratePerS), bucket.tokens + ((nowMs - bucket.atMs) / 1_000) * ratePerS);
    bucket.atMs = nowMs;
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / ratePerS));
    bucket.tokens -= 1;
    return 0;
  }
}
