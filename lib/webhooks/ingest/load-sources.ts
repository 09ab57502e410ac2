import "server-only";
import type { KeyObject } from "node:crypto";
import { unseal } from "#lib/crypto/seal.ts";
import type { Log } from "#lib/log/logger.ts";
import { PRESET_CONFIG, Preset, type PresetConfig } from "#lib/providers/schema.ts";
import { parseSigningKey } from "#lib/providers/signing-key.ts";
import { LOAD_ROUTES, LOAD_SOURCE_SECRETS, LOAD_SOURCES } from "../sql/load-sources.ts";
import { uuidBytes } from "./binary-array.ts";
import type { RouteTarget } from "./route-match.ts";

export type Queryable = { query: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }> };
export type SourceKey = { secretId: string; key: KeyObject; retiresAtMs: number | null };

/** A source as the hot path needs it: parsed, unsealed, ids as bytes. */
export type IngestSource = {
  id: string;
  idBytes: Buffer;
  workspaceBytes: Buffer;
  integrationId: string | null;
  environment: "test" | "live";
  key: string;
  preset: Preset;
  config: PresetConfig;
  secrets: readonly SourceKey[];
  /** A secret did not open: answer 503 rather than call a good request bad. */
  sealed: boolean;
  routes: readonly RouteTarget<Buffer>[];
  routesVersion: string;
  dedupeKey: string;
  ackMode: string;
  maxBodyBytes: number;
  ratePerS: number | null;
};

type SourceRow = {
  id: string;
  workspace_id: string;
  integration_id: string | null;
  environment: "test" | "live";
  key: string;
  preset: string;
  scheme: unknown;
  tolerance_seconds: number;
  dedupe_key: string;
  ack_mode: string;
  max_body_bytes: number;
  rate_per_s: number | null;
  routes_version: string;
};
type SecretRow = { id: string; workspace_id: string; source_id: string; sealed: Buffer; retires_at: Date | null };
type RouteRow = { id: string; source_id: string; destination_id: string; event_types: string[] };

/** What the preset's recipe needs beside the preset's name, from the columns of a source. */
export function presetConfigOf(source: { preset: string; scheme: unknown; toleranceSeconds: number }): {
  preset: Preset;
  config: PresetConfig;
} {
  const preset = Preset.parse(source.preset);
  if (preset === "generic_hmac") return { preset, config: PRESET_CONFIG[preset].parse(source.scheme) };
  if (preset === "github") return { preset, config: PRESET_CONFIG[preset].parse({}) };
  return { preset, config: PRESET_CONFIG[preset].parse({ toleranceSeconds: source.toleranceSeconds }) };
}

/** Loads all sources; opened secrets are remembered by id, so that a reload opens only what is new. */
export class SourceLoader {
  private keys = new Map<string, KeyObject>();
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  /** By key; all of them, or the one that is named. */
  async load(from: Queryable, onlyId: string | null = null): Promise<Map<string, IngestSource>> {
    const sources = (await from.query(LOAD_SOURCES, [onlyId])).rows as SourceRow[];
    const secrets = Map.groupBy(
      (await from.query(LOAD_SOURCE_SECRETS, [onlyId])).rows as SecretRow[],
      (row) => row.source_id,
    );
    const routes = Map.groupBy((await from.query(LOAD_ROUTES, [onlyId])).rows as RouteRow[], (row) => row.source_id);
    const opened = new Map<string, KeyObject>();
    const found = new Map<string, IngestSource>();
    for (const row of sources) {
      try {
        const source = this.make(row, secrets.get(row.id) ?? [], routes.get(row.id) ?? [], opened);
        found.set(source.key, source);
      } catch (error) {
        this.log.error(
          { event: "ingest.source_unusable", sourceId: row.id, err: error },
          "A source's configuration cannot be read.",
        );
      }
    }
    this.keys = opened;
    return found;
  }

  private make(row: SourceRow, secrets: SecretRow[], routes: RouteRow[], opened: Map<string, KeyObject>): IngestSource {
    const { preset, config } = presetConfigOf({ ...row, toleranceSeconds: row.tolerance_seconds });
    const keys: SourceKey[] = [];
    for (const secret of secrets) {
      const key = this.keys.get(secret.id) ?? this.open(secret, preset, config);
      if (key === undefined) continue;
      opened.set(secret.id, key);
      keys.push({ secretId: secret.id, key, retiresAtMs: secret.retires_at?.getTime() ?? null });
    }
    return {
      id: row.id,
      idBytes: uuidBytes(row.id),
      workspaceBytes: uuidBytes(row.workspace_id),
      integrationId: row.integration_id,
      environment: row.environment,
      key: row.key,
      preset,
      config,
      secrets: keys,
      sealed: secrets.length > 0 && keys.length === 0,
      routes: routes.map((route) => ({
        routeId: uuidBytes(route.id),
        destinationId: uuidBytes(route.destination_id),
        destinationKey: route.destination_id,
        eventTypes: route.event_types,
      })),
      routesVersion: row.routes_version,
      dedupeKey: row.dedupe_key,
      ackMode: row.ack_mode,
      maxBodyBytes: row.max_body_bytes,
      ratePerS: row.rate_per_s,
    };
  }

  private open(secret: SecretRow, preset: Preset, config: PresetConfig): KeyObject | undefined {
    try {
      const place = {
        table: "source_secret",
        field: "sealed",
        rowId: secret.id,
        workspaceId: secret.workspace_id,
      };
      const parsed = parseSigningKey(preset, config, unseal(secret.sealed, place));
      if (parsed.ok) return parsed.key;
      this.log.error({ event: "ingest.secret_unusable", secretId: secret.id }, parsed.message);
    } catch (error) {
      this.log.error({ event: "ingest.secret_sealed", secretId: secret.id, err: error }, "A secret does not open.");
    }
    return undefined;
  }
}

/** Secrets that verify at this moment; a retired one stops at its minute, not at the next reload. */
export function activeKeys(source: IngestSource, nowMs: number): readonly SourceKey[] {
  const { secrets } = source;
  for (const secret of secrets)
    if (secret.retiresAtMs !== null && secret.retiresAtMs <= nowMs)
      return secrets.filter(({ retiresAtMs }) => retiresAtMs === null || retiresAtMs > nowMs);
  return secrets;
}
