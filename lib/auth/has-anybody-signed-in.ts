import { db } from "#lib/db/client.ts";

/** Whether the door still needs to say where the first password lies. Tells a stranger nothing else. */
export async function hasAnybodySignedIn(): Promise<boolean> {
  return (await db().user.findFirst({ where: { lastSignInAt: { not: null } }, select: { id: true } })) !== null;
}
