import { db, pool } from "#lib/db/client.ts";
import { type Log, makeLogger } from "#lib/log/logger.ts";
import { deliverMessage } from "./deliver.ts";
import { notifications } from "./metrics.ts";
import { backoffSeconds } from "./policy.ts";
import type { SendOutcome } from "./send-webhook.ts";
import { CANCEL_FOLLOWERS, CLAIM_NOTIFICATIONS, SETTLE_NOTIFICATION } from "./sql/outbox.ts";

const LEASE_SECONDS = 60;
const CHANNELS_AT_ONCE = 16;

type Claimed = {
  id: string;
  workspace_id: string;
  channel_id: string;
  alert_id: string | null;
  episode: number;
  transition: string;
  payload: unknown;
  attempts: number;
};

export type Outbox = {
  /** Sends what is due and waits for it; answers how many tries were made. */
  drain(now?: Date): Promise<number>;
  /** Starts what is due and returns; a slow channel delays no other. */
  pass(): Promise<void>;
  /** Waits for the tries under way. */
  settle(): Promise<void>;
};

/** The sending side of the outbox. Rows are the queue: any number of workers, and any of them may die. */
export function createOutbox({
  log = makeLogger("notifications"),
  random = Math.random,
}: {
  log?: Log;
  random?: () => number;
} = {}): Outbox {
  const busy = new Map<string, Promise<void>>();

  async function claim(now: Date): Promise<Claimed[]> {
    const room = CHANNELS_AT_ONCE - busy.size;
    if (room <= 0) return [];
    const { rows } = await pool().query<Claimed>(CLAIM_NOTIFICATIONS, [now, LEASE_SECONDS, room, [...busy.keys()]]);
    return rows;
  }

  async function settleRow(
    row: Claimed,
    state: "sent" | "queued" | "dead" | "cancelled",
    error: string | null,
    times: { sentAt?: Date; nextAt?: Date },
  ): Promise<void> {
    await pool().query(SETTLE_NOTIFICATION, [
      row.id,
      row.attempts,
      state,
      error,
      times.sentAt ?? null,
      times.nextAt ?? null,
    ]);
    if (state === "dead" && row.transition === "firing" && row.alert_id !== null)
      await pool().query(CANCEL_FOLLOWERS, [row.channel_id, row.alert_id, row.episode]);
  }

  async function conclude(row: Claimed, kind: string, outcome: SendOutcome, now: Date): Promise<void> {
    if (outcome.ok) {
      notifications.inc({ channel_type: kind, outcome: "delivered" });
      return settleRow(row, "sent", null, { sentAt: now });
    }
    const wait = outcome.gone === true ? null : backoffSeconds(row.attempts, random);
    notifications.inc({ channel_type: kind, outcome: wait === null ? "dead" : "retry" });
    const { error, detail } = outcome;
    log.warn({
      event: "notification.failed",
      notificationId: row.id,
      channelId: row.channel_id,
      attempts: row.attempts,
      outcome: error,
    });
    if (wait === null) return settleRow(row, "dead", detail, {});
    const seconds = Math.max(wait, outcome.retryAfterSeconds ?? 0);
    await settleRow(row, "queued", detail, { nextAt: new Date(now.getTime() + seconds * 1_000) });
  }

  async function sendOne(row: Claimed, now: Date): Promise<void> {
    const channel = await db().channel.findFirst({ where: { id: row.channel_id, workspaceId: row.workspace_id } });
    if (channel === null || channel.deletedAt !== null || !channel.enabled)
      return settleRow(row, "cancelled", "The channel was turned off.", {});
    const { alert_id: alertId, episode, transition, payload } = row;
    let outcome: SendOutcome;
    try {
      outcome = await deliverMessage(channel, { id: `msg_${row.id}`, payload, at: now, alertId, episode, transition });
    } catch (error) {
      // A key that is missing, a configuration of another version: not the other side's fault, tried again all the same.
      log.error({ event: "notification.broken", notificationId: row.id, channelId: row.channel_id, err: error });
      outcome = {
        ok: false,
        error: "internal",
        detail: "Interlock could not prepare this notification. Its log says why.",
      };
    }
    await conclude(row, channel.kind, outcome, now);
  }

  async function start(now: Date): Promise<{ count: number; done: Promise<unknown> }> {
    const rows = await claim(now);
    const sends = rows.map((row) => {
      const sending = sendOne(row, now)
        .catch((error: unknown) => log.error({ event: "notification.lost", notificationId: row.id, err: error }))
        .finally(() => busy.delete(row.channel_id));
      busy.set(row.channel_id, sending);
      return sending;
    });
    return { count: rows.length, done: Promise.all(sends) };
  }

  return {
    async drain(now) {
      for (let tries = 0; ; ) {
        const { count, done } = await start(now ?? new Date());
        if (count === 0) return tries;
        await done;
        tries += count;
      }
    },
    async pass() {
      await start(new Date());
    },
    async settle() {
      await Promise.allSettled(busy.values());
    },
  };
}
