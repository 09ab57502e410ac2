import type { LookupFunction, Socket } from "node:net";
import { buildConnector } from "undici";
import { BLOCKED_MESSAGE, connectError, OutboundError } from "./errors.ts";
import { bareHost, type CompiledPolicy, type Exposure } from "./policy.ts";
import { type Address, type Checked, type Endpoint, type Resolver, resolveChecked } from "./resolve.ts";

export type TlsIdentity = { ca?: string | Buffer; cert?: string | Buffer; key?: string | Buffer };
export type ConnectorOptions = {
  policy: CompiledPolicy;
  resolver: Resolver;
  connectMs: number;
  tls?: TlsIdentity;
  onConnected?: (at: Endpoint, exposure: Exposure, connectMs: number) => void;
  /** The socket was given to its client, and the request that waited for it has begun. */
  onHandedOver?: () => void;
};

/** The socket can only dial what was just checked; TLS still verifies the name. */
export function pinnedLookup(addresses: Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    const wanted = options.family === 4 || options.family === 6 ? options.family : 0;
    const usable = wanted === 0 ? addresses : addresses.filter(({ family }) => family === wanted);
    const first = usable[0];
    if (!first) callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "");
    else if (options.all) callback(null, usable);
    else callback(null, first.address, first.family);
  };
}

/** After the handshake: the address that answered must be one that was checked. */
export function assertDialled(policy: CompiledPolicy, hostname: string, socket: Socket): void {
  const remote = socket.remoteAddress ?? "";
  const verdict = policy.allowsHost(hostname) ? policy.judgeNamed(remote) : policy.judge(remote);
  if (verdict !== "denied") return;
  socket.destroy();
  throw new OutboundError("ssrf_blocked", "REMOTE_DENIED", BLOCKED_MESSAGE);
}

export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { policy, resolver, connectMs, tls, onConnected, onHandedOver } = options;

  function dial(
    at: Endpoint,
    checked: Checked,
    request: buildConnector.Options,
    startedAt: number,
    callback: buildConnector.Callback,
  ): void {
    const connect = buildConnector({
      ...tls,
      allowH2: false,
      maxCachedSessions: 0,
      timeout: connectMs,
      lookup: pinnedLookup(checked.addresses),
    });
    connect(request, (error, socket) => {
      if (error !== null) {
        callback(connectError(error, at.protocol === "https:"), null);
        return;
      }
      try {
        assertDialled(policy, at.hostname, socket);
      } catch (denied) {
        callback(connectError(denied, false), null);
        return;
      }
      onConnected?.(at, checked.exposure, performance.now() - startedAt);
      callback(null, socket);
      onHandedOver?.();
    });
  }

  return (request, callback) => {
    if (request.socketPath || request.httpSocket) {
      callback(new OutboundError("ssrf_blocked", "SOCKET_PATH", BLOCKED_MESSAGE), null);
      return;
    }
    const protocol = request.protocol === "https:" ? "https:" : "http:";
    const port = request.port ? Number(request.port) : protocol === "https:" ? 443 : 80;
    const at: Endpoint = { hostname: bareHost(request.hostname), port, protocol };
    const startedAt = performance.now();
    resolveChecked(policy, at, resolver, connectMs).then(
      (checked) => dial(at, checked, request, startedAt, callback),
      (error) => callback(connectError(error, false), null),
    );
  };
}
