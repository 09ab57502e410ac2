import { keyRing } from "#lib/crypto/keys.ts";
import { countByKey, rotateKeys } from "#lib/crypto/rotate.ts";

export async function keysRotate(): Promise<number> {
  const ring = keyRing();
  const done = await rotateKeys((count) => process.stderr.write(`re-wrapped ${count}\n`));
  const counts = await countByKey(ring);
  process.stdout.write(`Re-wrapped ${done} sealed values with the key "${ring.current}".\n`);
  for (const [kid, count] of Object.entries(counts))
    process.stdout.write(`${kid}${kid === ring.current ? " (current)" : ""}: ${count}\n`);
  const left = Object.entries(counts).filter(([kid, count]) => kid !== ring.current && count > 0);
  if (left.length === 0) process.stdout.write("Every other key in INTERLOCK_KEYS may be removed now.\n");
  return left.length === 0 ? 0 : 1;
}
