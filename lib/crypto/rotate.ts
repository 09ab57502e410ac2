import "server-only";
import { pool } from "#lib/db/client.ts";
import { type KeyRing, keyRing } from "./keys.ts";
import { rewrap } from "./seal.ts";

/** Every column that holds envelopes. A test compares this with the models, so that none is forgotten. */
export const SEALED_COLUMNS: readonly { table: string; column: string; keyIdColumn?: string }[] = [
  { table: "credential", column: "sealed", keyIdColumn: "key_id" },
  { table: "source_secret", column: "sealed" },
  { table: "destination_secret", column: "sealed" },
  { table: "channel", column: "sealed_secret" },
];

const BATCH = 200;
type SealedRow = { id: string; workspace_id: string; sealed: Buffer };

function kidOf(column: string): string {
  return `convert_from(substring(${column} from 3 for get_byte(${column}, 1)), 'UTF8')`;
}

/** How many envelopes each key holds, by key id; the current one is there even with none. */
export async function countByKey(ring: KeyRing = keyRing()): Promise<Record<string, number>> {
  const counts: Record<string, number> = { [ring.current]: 0 };
  for (const { table, column } of SEALED_COLUMNS) {
    const { rows } = await pool().query<{ kid: string; count: number }>(
      `select ${kidOf(column)} as kid, count(*)::int from ${table} where ${column} is not null group by 1`,
    );
    for (const { kid, count } of rows) counts[kid] = (counts[kid] ?? 0) + count;
  }
  return counts;
}

/**
 * Wraps every data key with the current key, 200 rows a transaction. Killed half way, the next run goes on with what
 * is left: a row says itself which key it has. Both keys must be in INTERLOCK_KEYS until the count of the old is 0.
 */
export async function rotateKeys(
  onBatch: (done: number) => void = () => undefined,
  ring: KeyRing = keyRing(),
): Promise<number> {
  let done = 0;
  for (const { table, column, keyIdColumn } of SEALED_COLUMNS) {
    // Where a row names its key beside the envelope, the two change together.
    const named = keyIdColumn === undefined ? "" : `, ${keyIdColumn} = ${kidOf("$2::bytea")}`;
    for (;;) {
      const client = await pool().connect();
      try {
        await client.query("begin");
        const { rows } = await client.query<SealedRow>(
          `select id, workspace_id, ${column} as sealed from ${table} where ${column} is not null and ${kidOf(column)} <> $1 order by id limit ${BATCH} for update skip locked`,
          [ring.current],
        );
        for (const row of rows) {
          const place = { table, field: column, rowId: row.id, workspaceId: row.workspace_id };
          await client.query(`update ${table} set ${column} = $2::bytea${named} where id = $1`, [
            row.id,
            rewrap(row.sealed, place, ring),
          ]);
        }
        await client.query("commit");
        done += rows.length;
        onBatch(done);
        if (rows.length === 0) break;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    }
  }
  return done;
}
