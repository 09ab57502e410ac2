import "server-only";
import type pg from "pg";
import { keyRing, keysAreKept, WrongKeys } from "./keys.ts";
import { rewrap, seal, unseal } from "./seal.ts";

const CANARY = { table: "instance_fact", field: "value", rowId: "key_canary", workspaceId: "instance" };

/** A sealed text that only the right keys open. Answers undefined when none was ever kept; throws before anything is written. */
export async function openCanary(database: Pick<pg.ClientBase, "query">): Promise<Buffer | undefined> {
  if (keysAreKept()) keyRing();
  const { rows } = await database.query<{ value: { sealed: string } }>(
    "select value from instance_fact where key = 'key_canary'",
  );
  const stored = rows[0]?.value.sealed;
  if (stored === undefined) return undefined;
  // New keys are made only for a database that was never sealed.
  if (!keysAreKept())
    throw new WrongKeys(
      "INTERLOCK_KEYS: the keys of this database are missing: neither the variable nor the file `keys` is there. Give them back; nothing was changed.",
    );
  const envelope = Buffer.from(stored, "base64");
  try {
    if (unseal(envelope, CANARY, keyRing()) !== "interlock") throw new Error("another text");
    return envelope;
  } catch (error) {
    throw new WrongKeys(
      "INTERLOCK_KEYS: these keys do not open what this database holds. Give the keys it was written with; nothing was changed.",
      { cause: error },
    );
  }
}

/** Leaves the text that the next start must be able to open, sealed with the key that is current now. */
export async function keepCanary(database: Pick<pg.ClientBase, "query">): Promise<void> {
  const envelope = await openCanary(database);
  const ring = keyRing();
  const sealed = (envelope === undefined ? seal("interlock", CANARY, ring) : rewrap(envelope, CANARY, ring)).toString(
    "base64",
  );
  await database.query(
    `insert into instance_fact (key, value, updated_at) values ('key_canary', $1, now())
    on conflict (key) do update set value = $1, updated_at = now() where $2`,
    [{ sealed }, envelope !== undefined],
  );
}
