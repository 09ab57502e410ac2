import type { IncomingMessage, ServerResponse } from "node:http";
import { type Counter, type Histogram, register } from "prom-client";
import { env } from "#lib/env.ts";
import { counter, gauge, histogram } from "#lib/log/metrics.ts";
import { maySeeMetrics } from "#lib/log/metrics-door.ts";
import { replyError } from "./reply.ts";

export type IngestOutcome =
  | "accepted"
  | "duplicate"
  | "conflict"
  | "bad_signature"
  | "too_large"
  | "rate_limited"
  | "invalid"
  | "error";

const requests = counter({
  name: "icr_ingress_requests_total",
  help: "Requests to sources by outcome.",
  labelNames: ["source", "outcome"],
});
const duration = histogram({
  name: "icr_ingress_duration_seconds",
  help: "From the head of a request to its answer.",
  labelNames: ["outcome"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});
export const bodyBytes = histogram({
  name: "icr_ingress_body_bytes",
  help: "Size of verified bodies.",
  buckets: [256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304],
});
export const commitSeconds = histogram({
  name: "icr_ingress_commit_duration_seconds",
  help: "One group commit.",
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
});
export const signatureFailures = counter({
  name: "icr_signature_failures_total",
  help: "Refused requests by reason.",
  labelNames: ["source", "reason"],
});
export const quarantineOverflow = counter({
  name: "icr_quarantine_overflow_total",
  help: "Refused requests that were counted but not kept, because their source had its share of this minute.",
  labelNames: ["source"],
});

export const deliveriesCreated = counter({
  name: "icr_deliveries_created_total",
  help: "Deliveries that were stored with their event, by integration.",
  labelNames: ["integration"],
});

/** Values of a label are bounded: the first 500 ids have their own, the rest share one word. */
const labelled = new Set<string>();
export function boundedLabel(id: string): string {
  if (labelled.has(id)) return id;
  if (labelled.size >= 500) return "other";
  labelled.add(id);
  return id;
}

type Pair = { count: Counter.Internal; time: Histogram.Internal<"outcome"> };
const pairs = new Map<string, Pair>();

/** Counts one answer; the labelled children are looked up once a source and outcome. */
export function observeRequest(source: string, outcome: IngestOutcome, startedAt: number): void {
  const key = `${source}|${outcome}`;
  let pair = pairs.get(key);
  if (pair === undefined) {
    pair = { count: requests.labels(source, outcome), time: duration.labels(outcome) };
    pairs.set(key, pair);
  }
  pair.count.inc();
  pair.time.observe((performance.now() - startedAt) / 1_000);
}

export function watchQueue(waiting: () => number): void {
  register.removeSingleMetric("icr_ingest_waiting");
  gauge({
    name: "icr_ingest_waiting",
    help: "Verified requests that wait for their commit.",
    collect() {
      this.set(waiting());
    },
  });
}

export async function serveMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { "x-forwarded-for": list, forwarded, authorization = null } = request.headers;
  const isForwarded = list !== undefined || forwarded !== undefined;
  const peer = request.socket.remoteAddress ?? null;
  if (!maySeeMetrics({ peer, authorization, isForwarded }, env().METRICS_TOKEN))
    return replyError(response, 404, "not_found", "Nothing is here.");
  const text = await register.metrics();
  response.writeHead(200, ["content-type", register.contentType, "cache-control", "no-store"]);
  response.end(text);
}
