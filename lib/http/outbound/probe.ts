import { connect, type Socket } from "node:net";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { Client } from "undici";
import { assertDialled, pinnedLookup, type TlsIdentity } from "./connect.ts";
import { connectError, exchangeError, OutboundError } from "./errors.ts";
import type { SendResult } from "./exchange.ts";
import { checkHeaders } from "./headers.ts";
import type { CompiledPolicy, Exposure } from "./policy.ts";
import { type Address, type Resolver, resolveChecked } from "./resolve.ts";
import { runExchange, type SendRequest } from "./run-exchange.ts";
import { parseTarget, type Target } from "./target.ts";

type ProbeLayer = "address" | "dns" | "tcp" | "tls" | "http";
type ProbeTls = {
  protocol: string;
  expiresAt: Date | null;
  issuer: string;
  /** Null when the certificate is trusted for this name. */
  problem: string | null;
};
export type ProbeResult = {
  /** How long each layer that was reached took, in milliseconds. */
  took: Partial<Record<ProbeLayer, number>>;
  tls: ProbeTls | null;
  /** The layer that stopped it; `http` failures are in `answer`. */
  failed: { layer: ProbeLayer; error: OutboundError } | null;
  answer: SendResult | null;
  exposure: Exposure | null;
};
type ProbeRules = {
  policy: CompiledPolicy;
  resolver: Resolver;
  now: () => number;
  connectMs: number;
  headersMs: number;
  bodyMs: number;
  totalMs: number;
  tls?: TlsIdentity;
};

function settled<S extends Socket>(socket: S, event: "connect" | "secureConnect", ms: number): Promise<S> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(Object.assign(new Error("too slow"), { code: "ETIMEDOUT" }));
      socket.destroy();
    }, ms);
    socket.once(event, () => {
      clearTimeout(timer);
      resolve(socket);
    });
    // Stays on: an error after the promise settled must not end the process.
    socket.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once("close", () => {
      clearTimeout(timer);
      reject(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
    });
  });
}

async function dialTcp(target: Target, addresses: Address[], rules: ProbeRules): Promise<Socket> {
  const socket = connect({ host: target.hostname, port: target.port, lookup: pinnedLookup(addresses), noDelay: true });
  await settled(socket, "connect", rules.connectMs);
  assertDialled(rules.policy, target.hostname, socket);
  return socket;
}

function firstName(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

function describeTls(socket: TLSSocket): ProbeTls {
  const certificate = socket.getPeerCertificate();
  const expiry = certificate.valid_to ? new Date(certificate.valid_to) : null;
  const problem = socket.authorizationError as unknown;
  return {
    protocol: socket.getProtocol() ?? "",
    expiresAt: expiry && !Number.isNaN(expiry.getTime()) ? expiry : null,
    issuer: firstName(certificate.issuer?.O) || firstName(certificate.issuer?.CN),
    problem: socket.authorized ? null : problem instanceof Error ? problem.message : String(problem),
  };
}

async function dialTls(target: Target, socket: Socket, rules: ProbeRules): Promise<TLSSocket> {
  // Looks at an untrusted certificate to say what is wrong with it; nothing is ever sent over such a socket.
  const secure = tlsConnect({
    ...rules.tls,
    socket,
    host: target.hostname,
    ...(/^[\d.]+$|:/.test(target.hostname) ? {} : { servername: target.hostname }),
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: false,
  });
  return settled(secure, "secureConnect", rules.connectMs);
}

async function exchangeOver(
  socket: Socket,
  target: Target,
  request: SendRequest,
  exposure: Exposure,
  rules: ProbeRules,
) {
  let unused: Socket | null = socket;
  const client = new Client(target.origin, {
    allowH2: false,
    pipelining: 1,
    headersTimeout: rules.headersMs,
    bodyTimeout: rules.bodyMs,
    maxHeaderSize: 16 * 1024,
    connect: (_options, callback) => {
      const given = unused;
      unused = null;
      // undici does not expect an answer within its own call.
      setImmediate(() => {
        if (given && !given.destroyed) callback(null, given);
        else callback(new OutboundError("reset", "ECONNRESET", "The connection broke before it was used."), null);
      });
    },
  });
  try {
    return await runExchange(client, target, request, {
      now: rules.now,
      totalMs: rules.totalMs,
      connectMs: () => null,
      exposureOf: () => exposure,
    });
  } finally {
    await client.destroy();
    socket.destroy();
  }
}

/** The same judgement as `send`, taken apart layer by layer. Never rejects. */
export async function probeLayers(request: SendRequest, rules: ProbeRules): Promise<ProbeResult> {
  const result: ProbeResult = { took: {}, tls: null, failed: null, answer: null, exposure: null };
  let socket: Socket | null = null;
  let layer: ProbeLayer = "address";
  const timed = async <T>(at: ProbeLayer, work: () => T | Promise<T>): Promise<T> => {
    layer = at;
    const startedAt = rules.now();
    try {
      return await work();
    } finally {
      result.took[at] = rules.now() - startedAt;
    }
  };
  try {
    const target = await timed("address", () => {
      if (request.headers) checkHeaders(request.headers);
      return parseTarget(request.url);
    });
    const checked = await timed("dns", () => resolveChecked(rules.policy, target, rules.resolver, rules.connectMs));
    result.exposure = checked.exposure;
    const plain = await timed("tcp", () => dialTcp(target, checked.addresses, rules));
    socket = plain;
    if (target.protocol === "https:") {
      const secure = await timed("tls", () => dialTls(target, plain, rules));
      socket = secure;
      result.tls = describeTls(secure);
      if (result.tls.problem !== null)
        throw new OutboundError("tls", result.tls.problem, "The certificate is not trusted for this name.");
    }
    const usable = socket;
    result.answer = await timed("http", () => exchangeOver(usable, target, request, checked.exposure, rules));
  } catch (error) {
    const failure = layer === "address" ? exchangeError(error) : connectError(error, layer === "tls");
    result.failed = { layer, error: failure };
    socket?.destroy();
  }
  return result;
}
