import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import { uuidv7Bytes } from "#lib/core/id.ts";
import type { IncomingEvent } from "./intake-log.ts";
import type { IngestSource } from "./load-sources.ts";
import { bucketOf, orderKeyOf, routesFor } from "./route-match.ts";

type Verified = {
  source: IngestSource;
  externalId: string;
  type: string | null;
  contentType: string | null;
  headers: Buffer;
  body: Buffer;
  receivedAtMs: number;
};

/** A verified request as it will be stored: its id, hash, routes and share of a canary. */
export function makeEvent({
  source,
  externalId: given,
  type: said,
  receivedAtMs,
  body,
  ...rest
}: Verified): IncomingEvent {
  const bodySha = hash("sha256", body, "buffer");
  const externalId = source.dedupeKey === "body_hash" ? `sha256:${bodySha.toString("hex")}` : given;
  const type = said ?? "unknown";
  const targets = routesFor(source.routes, type);
  const gated = source.environment === "live" && targets.length > 0;
  const orderKey = gated ? orderKeyOf(source.preset, body, externalId) : externalId;
  return {
    ...rest,
    source,
    id: uuidv7Bytes(),
    externalId,
    type,
    body,
    bodySha,
    isUtf8: isUtf8(body) && !body.includes(0),
    receivedAtMs,
    targets,
    bucket: bucketOf(orderKey),
  };
}
