import type { ReplayDto } from "./schema.ts";

export type ReplayProgress = ReplayDto & {
  /** Of the rows that it made: not ended yet, delivered, dead again. */
  waiting: number;
  delivered: number;
  dead: number;
};

/** Deliveries of one integration that wait in one state. */
export type Waiting = {
  state: string;
  integration: { slug: string; name: string; mode: string } | null;
  count: number;
  oldest: string;
};

export type TrafficCounts = {
  sources: number;
  pausedSources: number;
  destinations: number;
  quarantine: number;
  dead: number;
  pending: number;
  leased: number;
  held: number;
  parked: number;
  waiting: Waiting[];
};

/** Counts by kind in equal steps of time. */
export type OverTime = {
  from: string;
  to: string;
  bars: Record<string, number>[];
  totals: Record<string, number>;
};
