import { setTimeout as wait } from "node:timers/promises";
import { db } from "./client.ts";
import { isRetryable, translateDatabaseError } from "./errors.ts";
import type { Prisma } from "./generated/client.ts";

export type Tx = Prisma.TransactionClient;

/** One transaction, tried up to three times when the database asks for it. No network call belongs inside. */
export async function withTransaction<T>(
  run: (tx: Tx) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(run, { maxWait: 2_000, timeout: options.timeoutMs ?? 8_000 });
    } catch (error) {
      if (attempt >= 3 || !isRetryable(error)) throw translateDatabaseError(error);
      await wait(10 * attempt * attempt + Math.random() * 20);
    }
  }
}
