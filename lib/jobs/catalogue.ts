import { z } from "zod";

const Nothing = z.object({});

/**
 * Every job by name with its payload and its queue's rules. Payloads carry ids, never bodies or secrets.
 * `short`: at most one queued a key, so that a change during a run asks for one more run.
 */
export const JOBS = {
  "gate.evaluate": {
    payload: z.object({ integrationId: z.uuid(), workspaceId: z.uuid(), traceId: z.string() }),
    policy: "short",
    retryLimit: 3,
    expireInSeconds: 120,
  },
  "gate.sweep": { payload: Nothing, policy: "exclusive", retryLimit: 0, expireInSeconds: 900, cron: "*/15 * * * *" },
  "gate.release": { payload: Nothing, policy: "exclusive", retryLimit: 0, expireInSeconds: 300, cron: "* * * * *" },
  "drill.run": {
    payload: z.object({ drillRunId: z.uuid(), workspaceId: z.uuid(), traceId: z.string() }),
    policy: "standard",
    retryLimit: 0,
    expireInSeconds: 600,
  },
  "replay.run": {
    payload: z.object({ replayId: z.uuid(), workspaceId: z.uuid(), traceId: z.string() }),
    policy: "short",
    retryLimit: 5,
    expireInSeconds: 3600,
  },
  "webhook.maintain": {
    payload: Nothing,
    policy: "exclusive",
    retryLimit: 0,
    expireInSeconds: 600,
    cron: "*/10 * * * *",
  },
  "alert.evaluate": { payload: Nothing, policy: "exclusive", retryLimit: 0, expireInSeconds: 60 },
  "audit.verify": { payload: Nothing, policy: "exclusive", retryLimit: 0, expireInSeconds: 600, cron: "17 * * * *" },
  "housekeeping.run": {
    payload: Nothing,
    policy: "exclusive",
    retryLimit: 0,
    expireInSeconds: 600,
    cron: "41 * * * *",
  },
} as const satisfies Record<string, JobRules>;

type JobRules = {
  payload: z.ZodType;
  policy: "standard" | "short" | "exclusive";
  retryLimit: number;
  expireInSeconds: number;
  /** Kept in the database, so that two workers tick once. Times are UTC. */
  cron?: string;
};

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.output<(typeof JOBS)[Name]["payload"]>;

export const JOB_NAMES = Object.keys(JOBS) as JobName[];
