import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#lib/core/errors.ts";
import { pool } from "#lib/db/client.ts";
import { COUNT_TRY, FORGIVE_TRY } from "./sql/count-try.ts";

/** In a window of 15 minutes. */
export const TRIES_PER_PAIR = 10;
const TRIES_PER_ADDRESS = 60;
/** From here on each try of one account waits its turn, wherever it comes from: slow, never closed. */
const TRIES_BEFORE_QUEUE = 30;
const QUEUE = 8;
const QUEUE_PAUSE_MS = 1_500;

export type Try = { left: number; forgive: () => Promise<void>; release: () => void };

type Who = {
  email: string;
  address: string;
  /** A browser that this account signed in with before: it does not queue behind strangers. */
  knownDevice: boolean;
};

/** Counts the try before the password is looked at, so that many at once cannot slip through together. */
export async function countTry({ email, address, knownDevice }: Who): Promise<Try> {
  const pair = key("pair", `${email}\u0000${address}`);
  const shared = [key("account", email), key("address", address)];
  const { rows } = await pool().query<{ key: string; failures: number; endsIn: number }>(COUNT_TRY, [
    [pair, ...shared],
  ]);
  const of = (name: string) => rows.find((row) => row.key === name) ?? { failures: 1, endsIn: 0 };
  const [mine, account, from] = [of(pair), of(shared[0] ?? ""), of(shared[1] ?? "")];
  if (mine.failures > TRIES_PER_PAIR) throw paused(mine.endsIn);
  if (from.failures > TRIES_PER_ADDRESS) throw paused(from.endsIn);
  const release = account.failures > TRIES_BEFORE_QUEUE && !knownDevice ? await takeTurn(email) : () => undefined;
  return {
    left: TRIES_PER_PAIR - mine.failures,
    forgive: async () => void (await pool().query(FORGIVE_TRY, [pair, shared])),
    release,
  };
}

function paused(seconds: number): AppError {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return new AppError(
    "limit_exceeded",
    `Too many tries from here. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again; from another place it works at once.`,
    { retryAfterMs: seconds * 1_000 },
  );
}

const queues = new Map<string, { waiting: number; tail: Promise<void> }>();

async function takeTurn(email: string): Promise<() => void> {
  const queue = queues.get(email) ?? { waiting: 0, tail: Promise.resolve() };
  if (queue.waiting >= QUEUE)
    throw new AppError("limit_exceeded", "Many people try this account at once. Try again in a few seconds.", {
      retryAfterMs: 5_000,
    });
  queues.set(email, queue);
  queue.waiting++;
  let done = () => {};
  const before = queue.tail;
  queue.tail = new Promise((resolve) => {
    done = resolve;
  });
  await before;
  await wait(QUEUE_PAUSE_MS);
  return () => {
    done();
    if (--queue.waiting === 0) queues.delete(email);
  };
}

/** Hashed: the table holds no list of who tried from where. */
function key(kind: string, text: string): string {
  return `${kind}:${createHash("sha256").update(text).digest("base64url")}`;
}
