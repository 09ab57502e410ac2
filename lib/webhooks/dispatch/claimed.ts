/** One row as the claim returns it. `body` is null when it is too large to carry along; it is read when it is sent. */
export type Claimed = {
  id: string;
  workspaceId: string;
  eventId: string;
  sourceId: string;
  destinationId: string;
  integrationId: string | null;
  environment: "test" | "live";
  bucket: number;
  eventType: string;
  attemptCount: number;
  crashes: number;
  replayNo: number;
  createdAt: Date;
  contentType: string | null;
  traceId: string;
  body: Buffer | null;
  configuredAt: Date;
  /** This send is the first probe of a breaker that was open. */
  probe: boolean;
  /** Its destination stood still and is catching up. */
  recovering: boolean;
  leaseToken: string;
  /** On this process' monotonic clock. */
  claimedAtMs: number;
};
