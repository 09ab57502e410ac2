import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";
import { signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";

type Options = { port: number; path: string; secret: string; journal: string };
export type Reply = { status: number; retryAfter: string | null; eventId: string | null; ms: number; at: number };
type Entry = { eventId: string; sha: string };

/** A provider: signs, sends, sends again under the same id, and writes down what was answered with 2xx. */
export class Sender {
  /** External id of each request that was answered 2xx. */
  readonly acked = new Map<string, Entry>();
  readonly replies: Reply[] = [];
  /** Tries that got no answer at all. */
  broken = 0;
  readonly port: number;
  readonly path: string;
  readonly secret: string;
  private readonly journal: string;
  private pool: Pool;

  constructor({ port, path, secret, journal }: Options) {
    this.port = port;
    this.path = path;
    this.secret = secret;
    this.journal = journal;
    this.pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64, pipelining: 1 });
  }

  /** Before the first request: so many connections instead of the usual few. */
  open(connections: number): void {
    this.pool = new Pool(`http://127.0.0.1:${this.port}`, { connections, pipelining: 1, connectTimeout: 30_000 });
  }

  sign(payload: string, atSeconds?: number): { headers: Record<string, string>; body: Buffer } {
    return signStripe(payload, { secret: this.secret, ...(atSeconds === undefined ? {} : { atSeconds }) });
  }

  /** One try. Undefined: the connection broke, so the sender knows nothing. */
  async send(externalId: string, signed = this.sign(stripeEvent(externalId))): Promise<Reply | undefined> {
    const startedAt = performance.now();
    try {
      const answer = await this.pool.request({
        path: this.path,
        method: "POST",
        headers: signed.headers,
        body: signed.body,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      });
      const text = await answer.body.text();
      const eventId = (JSON.parse(text) as { id?: string }).id ?? null;
      const retryAfter = answer.headers["retry-after"];
      const reply: Reply = {
        status: answer.statusCode,
        retryAfter: typeof retryAfter === "string" ? retryAfter : null,
        eventId,
        ms: performance.now() - startedAt,
        at: Date.now(),
      };
      this.replies.push(reply);
      if (reply.status < 300 && eventId !== null) this.note(externalId, eventId, signed.body);
      return reply;
    } catch {
      this.broken++;
      return undefined;
    }
  }

  private note(externalId: string, eventId: string, body: Buffer): void {
    const sha = createHash("sha256").update(body).digest("hex");
    const before = this.acked.get(externalId);
    if (before !== undefined && before.eventId !== eventId)
      throw new Error(`${externalId} was answered with two events: ${before.eventId} and ${eventId}.`);
    this.acked.set(externalId, { eventId, sha });
    appendFileSync(this.journal, `${JSON.stringify({ externalId, eventId, sha })}\n`);
  }

  /** As providers do: the same id and bytes again until there is a 2xx. */
  async insist(externalId: string, withinMs = 30_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (Date.now() < deadline) {
      const reply = await this.send(externalId);
      if (reply !== undefined && reply.status < 300) return;
      await wait(100);
    }
    throw new Error(`${externalId} got no 2xx within ${withinMs / 1_000} s.`);
  }

  /** Steady load from so many lanes until `isOver`; every id that was begun ends with a 2xx. */
  async load(prefix: string, ratePerS: number, isOver: () => boolean, lanes = 24): Promise<void> {
    let n = 0;
    const lane = async () => {
      while (!isOver()) {
        const due = performance.now() + (lanes * 1_000) / ratePerS;
        await this.insist(`${prefix}_${n++}`);
        await wait(Math.max(0, due - performance.now()));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  count(status: number): number {
    return this.replies.filter((reply) => reply.status === status).length;
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
