import type { Pool } from "pg";
import type { Log } from "#lib/log/logger.ts";
import type { FlagSetting } from "./evaluate.ts";
import { FLAG_ENVIRONMENTS, type FlagEnvironmentName } from "./schema.ts";
import { SNAPSHOT, SNAPSHOT_VERSION } from "./sql/snapshot.ts";

export type FlagSet = { flags: ReadonlyMap<string, FlagSetting> };
export type FlagSnapshot = {
  /** The flags of one workspace in one environment; empty when it has none. */
  of(workspaceId: string, environment: FlagEnvironmentName): FlagSet;
};

export type SnapshotOptions = {
  pool: Pick<Pool, "query">;
  log: Pick<Log, "warn">;
  /** Older than this, a read starts a refresh beside itself. */
  refreshAfterMs?: number;
  /** Older than this, a read waits for the refresh. */
  staleAfterMs?: number;
  clock?: () => number;
};

type Row = {
  workspace_id: string;
  environment: FlagEnvironmentName;
  key: string;
  type: string;
  enabled: boolean;
  revision: number;
};

const EMPTY: FlagSet = { flags: new Map() };

function build(rows: Row[]): FlagSnapshot {
  const sets = new Map<string, Map<string, FlagSetting>>();
  for (const { workspace_id, environment, key, type, enabled, revision } of rows) {
    const name = `${workspace_id}/${environment}`;
    const set = sets.get(name) ?? new Map<string, FlagSetting>();
    sets.set(name, set.set(key, { key, type, enabled, revision, strategies: [] }));
  }
  const built = new Map([...sets].map(([name, flags]): [string, FlagSet] => [name, { flags }]));
  return { of: (workspaceId, environment) => built.get(`${workspaceId}/${environment}`) ?? EMPTY };
}

/**
 * Every flag in memory, at most a second old while the database answers. While it does not, the last known flags
 * keep being served: a flag service that fails with its database would take its clients down with it.
 */
export function createFlagSnapshot(options: SnapshotOptions): {
  read(): Promise<FlagSnapshot>;
  /** A hint came that something changed: the next read looks. */
  invalidate(): void;
} {
  const { pool, log, refreshAfterMs = 400, staleAfterMs = 1_000, clock = () => performance.now() } = options;
  let current: FlagSnapshot | undefined;
  let version = "";
  let checkedAt = Number.NEGATIVE_INFINITY;
  let retryAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const startedAt = clock();
    try {
      const seen = (await pool.query<{ version: string }>(SNAPSHOT_VERSION)).rows[0]?.version ?? "";
      if (current === undefined || seen !== version) current = build((await pool.query<Row>(SNAPSHOT)).rows);
      version = seen;
      checkedAt = startedAt;
    } catch (error) {
      if (current === undefined) throw error;
      // One try a second while the database is away; nobody waits for it.
      retryAt = clock() + staleAfterMs;
      log.warn(
        { event: "flags.snapshot_stale", err: error },
        "Flags could not be read; the last known ones are served.",
      );
    }
  }

  function start(): Promise<void> {
    running ??= refresh().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    async read() {
      const age = clock() - checkedAt;
      if (current !== undefined && (age < refreshAfterMs || clock() < retryAt)) return current;
      const refreshing = start();
      if (current === undefined || age >= staleAfterMs) await refreshing;
      else refreshing.catch(() => undefined);
      if (current === undefined) throw new Error("The flags were not read.");
      return current;
    },
    invalidate() {
      checkedAt = Number.NEGATIVE_INFINITY;
      retryAt = Number.NEGATIVE_INFINITY;
    },
  };
}

export function isFlagEnvironment(text: string): text is FlagEnvironmentName {
  return FLAG_ENVIRONMENTS.some((name) => name === text);
}
