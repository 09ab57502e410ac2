import { timingSafeEqual } from "node:crypto";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

type Asker = {
  /** The socket's address; null where the framework hands none out. */
  peer: string | null;
  authorization: string | null;
  /** A proxy on this machine is not this machine. */
  isForwarded: boolean;
};

/** Metrics are for this machine, or for whoever holds METRICS_TOKEN. */
export function maySeeMetrics(asker: Asker, token: string | undefined): boolean {
  if (!asker.isForwarded && LOOPBACK.test(asker.peer ?? "")) return true;
  if (token === undefined || asker.authorization === null) return false;
  const given = Buffer.from(asker.authorization);
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
