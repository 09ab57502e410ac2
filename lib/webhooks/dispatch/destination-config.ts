import { createSecretKey, type KeyObject } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { unseal } from "#lib/crypto/seal.ts";

export type DestinationConfig = {
  id: string;
  workspaceId: string;
  name: string;
  url: string;
  timeoutMs: number;
  schedule: number[];
  headers: Record<string, string>;
  keys: { key: KeyObject; retiresAt: Date | null }[];
  configuredAtMs: number;
  /** Made by a drill: its handler is served by the worker itself. */
  isDrill: boolean;
};

type Row = {
  id: string;
  workspaceId: string;
  name: string;
  url: string;
  timeoutMs: number;
  schedule: number[];
  headers: unknown;
  configuredAtMs: number;
  isDrill: boolean;
  secrets: { id: string; sealed: string; retiresAt: string | null }[];
};

const Headers = z.record(z.string(), z.string());

const READ = `
select d.id, d.workspace_id as "workspaceId", d.name, d.url, d.timeout_ms as "timeoutMs", d.retry_schedule as schedule, d.headers,
  (extract(epoch from d.updated_at) * 1000)::float8 as "configuredAtMs", d.is_drill as "isDrill",
  coalesce((select json_agg(json_build_object('id', s.id, 'sealed', encode(s.sealed, 'base64'), 'retiresAt', s.retires_at) order by s.created_at desc)
    from destination_secret s where s.destination_id = d.id and (s.retires_at is null or s.retires_at > now())), '[]') as secrets
from destination d where d.id = any($1::uuid[])`;

/** A secret as its receiver has it, `whsec_` and base64, becomes the key that signs. */
export function signingKey(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret.replace(/^whsec_/, ""), "base64"));
}

/** One that does not open stops the deliveries of its own destination, not the claim that many share. */
function openKey({ id, sealed }: Row["secrets"][number], workspaceId: string): KeyObject | undefined {
  const place = { table: "destination_secret", field: "sealed", rowId: id, workspaceId };
  try {
    return signingKey(unseal(Buffer.from(sealed, "base64"), place));
  } catch {
    return undefined;
  }
}

function configOf(row: Row): DestinationConfig {
  const { secrets, headers, ...rest } = row;
  return {
    ...rest,
    headers: Headers.parse(headers),
    keys: secrets.flatMap((secret) => {
      const key = openKey(secret, row.workspaceId);
      return key === undefined
        ? []
        : [{ key, retiresAt: secret.retiresAt === null ? null : new Date(secret.retiresAt) }];
    }),
  };
}

/**
 * What the worker knows of destinations. Every claimed row carries its destination's `updated_at`, so a change is
 * seen by the very next claim and nothing expires by time.
 */
export class DestinationConfigs {
  private readonly known = new Map<string, DestinationConfig>();
  private readonly pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  get(id: string): DestinationConfig | undefined {
    return this.known.get(id);
  }

  async refresh(wanted: Iterable<{ destinationId: string; configuredAtMs: number }>): Promise<void> {
    const stale = new Set<string>();
    for (const { destinationId, configuredAtMs } of wanted) {
      const known = this.known.get(destinationId);
      if (known === undefined || known.configuredAtMs < configuredAtMs) stale.add(destinationId);
    }
    if (stale.size === 0) return;
    const { rows } = await this.pool.query<Row>({ name: "destination_config", text: READ, values: [[...stale]] });
    if (this.known.size > 5_000) this.known.clear();
    for (const row of rows) this.known.set(row.id, configOf(row));
  }
}
