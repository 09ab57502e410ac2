export type EnvironmentName = "test" | "live";

/** What waits and what failed, by integration; nothing that is not counted is guessed. */
export type WaitingDto = { parked: number; held: number; pending: number; dead: number };

export type HourDto = { at: string; delivered: number; parked: number; waiting: number; failed: number };

export type DestinationHealthDto = {
  id: string;
  name: string;
  status: "active" | "paused" | "disabled";
  statusReason: string;
  breaker: "closed" | "open" | "half_open";
  breakerSince: string;
  waiting: number;
  delivered: number;
  failed: number;
};

export type FiringDto = {
  id: string;
  summary: string;
  state: "firing" | "acknowledged";
  severity: string;
  firedAt: string;
};

/** A flip or a decision that explains what the bars show; `says` is a sentence without its actor. */
export type MarkDto = { id: string; at: string; says: string; actor: string };

export type ExpiryDto = { kind: "credential" | "waiver"; id: string; label: string; expiresAt: string; href: string };

export type LineSourceDto = {
  id: string;
  name: string;
  preset: string;
  state: "active" | "paused";
  secrets: number;
  lastEventAt: string | null;
};
export type LineRouteDto = {
  id: string;
  source: string;
  destination: string | null;
  eventTypes: string[];
  enabled: boolean;
};
export type LineDto = {
  sources: LineSourceDto[];
  routes: LineRouteDto[];
  destinations: DestinationHealthDto[];
  waiting: WaitingDto;
  oldestParkedAt: string | null;
  killSwitches: { key: string; enabled: boolean }[];
};

export type ActivityDto = {
  seq: string;
  at: string;
  actor: string;
  action: string;
  entityType: string;
  label: string;
  environment: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  traceId: string;
};
