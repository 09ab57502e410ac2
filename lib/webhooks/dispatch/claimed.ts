/** One row as the claim returns it. `body` is null when it is too large to carry along; it is read when it is sent. */
export type Claimed = {
  id: string;
  workspaceId: string;
  eventId: string;
  destinationId: string;
  integrationId: string | null;
  environment: "test" | "live";
  bucket: number;
  attemptCount: number;
  crashes: number;
  contentType: string | null;
  traceId: string;
  body: Buffer | null;
  /** When its destination was last changed. */
  configuredAtMs: number;
  /** This send is the first probe of a breaker that was open. */
  probe: boolean;
  /** Its destination stood still and is catching up. */
  recovering: boolean;
  leaseToken: string;
  /** On this process' monotonic clock. */
  claimedAtMs: number;
};
