import { performance } from "node:perf_hooks";
import { Agent } from "undici";
import { guardedConnector, type TlsIdentity } from "./connect.ts";
import { exchangeError, type OutboundErrorClass } from "./errors.ts";
import type { SendResult } from "./exchange.ts";
import { checkHeaders } from "./headers.ts";
import { compilePolicy, type EgressPolicy, type Exposure } from "./policy.ts";
import { type ProbeResult, probeLayers } from "./probe.ts";
import { type Endpoint, type Resolver, resolveChecked, shareLookups, systemResolver } from "./resolve.ts";
import { runExchange, type SendRequest } from "./run-exchange.ts";
import { parseTarget, type Target } from "./target.ts";

type OutboundTimeouts = { connectMs: number; headersMs: number; bodyMs: number; totalMs: number };
export type OutboundOptions = {
  policy: EgressPolicy;
  resolver?: Resolver;
  now?: () => number;
  timeouts?: Partial<OutboundTimeouts>;
  /** Connections per origin: the largest `max_inflight`; the claim does the limiting. */
  connections?: number;
  /** A client certificate or a private CA gets an outbound of its own, so that its sockets are never shared. */
  tls?: TlsIdentity;
};

type UrlCheck =
  | { ok: true; exposure: Exposure; hostname: string }
  | { ok: false; error: OutboundErrorClass; code: string; message: string };

export type Outbound = {
  send(request: SendRequest): Promise<SendResult>;
  checkUrl(url: string): Promise<UrlCheck>;
  /** One request over a connection of its own, with the time of each layer: for tests that people read. */
  probe(request: SendRequest): Promise<ProbeResult>;
  close(): Promise<void>;
};

const TIMEOUTS: OutboundTimeouts = { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, totalMs: 15_000 };
const REMEMBERED = 4_096;

function originKey(at: Endpoint): string {
  return `${at.protocol}${at.hostname}:${at.port}`;
}

/** Parsing depends on the text alone, so a URL that is called a thousand times a second is parsed once. */
function rememberTargets(): (url: string) => Target {
  const known = new Map<string, Target>();
  return (url) => {
    const found = known.get(url);
    if (found) return found;
    const target = parseTarget(url);
    if (known.size >= REMEMBERED) known.clear();
    known.set(url, target);
    return target;
  };
}

/** The one way out of the building: every request that leaves Interlock goes through `send`. */
export function createOutbound(options: OutboundOptions): Outbound {
  const policy = compilePolicy(options.policy);
  const resolver = shareLookups(options.resolver ?? systemResolver);
  const now = options.now ?? (() => performance.now());
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const exposures = new Map<string, Exposure>();
  const targetOf = rememberTargets();
  /** While a new socket is handed over: how long it took. The request that waited for it begins in that moment. */
  let dialledMs: number | null = null;

  const agent = new Agent({
    connect: guardedConnector({
      policy,
      resolver,
      connectMs: timeouts.connectMs,
      ...(options.tls ? { tls: options.tls } : {}),
      onConnected: (at, exposure, connectMs) => {
        dialledMs = connectMs;
        if (exposures.size >= REMEMBERED) exposures.clear();
        exposures.set(originKey(at), exposure);
      },
      onHandedOver: () => {
        dialledMs = null;
      },
    }),
    allowH2: false,
    connections: options.connections ?? 256,
    pipelining: 1,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    maxHeaderSize: 16 * 1024,
  });

  const rules = {
    now,
    totalMs: timeouts.totalMs,
    connectMs: () => dialledMs,
    // Unknown counts as internal: showing less is the safe mistake.
    exposureOf: (target: Target) => exposures.get(originKey(target)) ?? "allowed",
  };

  async function send(request: SendRequest): Promise<SendResult> {
    try {
      const target = targetOf(request.url);
      if (request.headers) checkHeaders(request.headers);
      return await runExchange(agent, target, request, rules);
    } catch (error) {
      const { errorClass, code, message } = exchangeError(error);
      return {
        ok: false,
        error: errorClass,
        code,
        message,
        maybeSent: false,
        status: null,
        durationMs: 0,
        connectMs: null,
      };
    }
  }

  async function checkUrl(url: string): Promise<UrlCheck> {
    try {
      const target = parseTarget(url);
      const { exposure } = await resolveChecked(policy, target, resolver, timeouts.connectMs);
      return { ok: true, exposure, hostname: target.hostname };
    } catch (error) {
      const { errorClass, code, message } = exchangeError(error);
      return { ok: false, error: errorClass, code, message };
    }
  }

  async function probe(request: SendRequest): Promise<ProbeResult> {
    return probeLayers(request, {
      policy,
      resolver,
      now,
      connectMs: timeouts.connectMs,
      headersMs: timeouts.headersMs,
      bodyMs: timeouts.bodyMs,
      totalMs: timeouts.totalMs,
      ...(options.tls ? { tls: options.tls } : {}),
    });
  }

  return { send, checkUrl, probe, close: () => agent.destroy() };
}
