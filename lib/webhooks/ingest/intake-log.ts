import type { IngestSource } from "./load-sources.ts";
import type { RouteTarget } from "./route-match.ts";

/** A verified request, ready to be stored. */
export type IncomingEvent = {
  source: IngestSource;
  /** 16 bytes of a version 7 UUID. */
  id: Buffer;
  externalId: string;
  type: string;
  contentType: string | null;
  headers: Buffer;
  body: Buffer;
  bodySha: Buffer;
  isUtf8: boolean;
  receivedAtMs: number;
  targets: readonly RouteTarget<Buffer>[];
  bucket: number;
};

export type IntakeOutcome =
  | { kind: "stored" | "duplicate" | "conflict"; eventId: string }
  /** Nothing is known to be stored: the sender must come again. */
  | { kind: "unavailable" };

/** The narrow port between the gateway and what stores events; another log may stand behind it one day. */
export type IntakeLog = {
  /** Calls back once, after the event is stored for good or not. False when the queue is full: nothing was taken. */
  submit: (event: IncomingEvent, done: (outcome: IntakeOutcome) => void) => boolean;
  /** Resolves when everything taken has been answered. */
  drain: () => Promise<void>;
  readonly waiting: number;
  /** The last try to store something failed, a moment ago. */
  readonly failing: boolean;
};
