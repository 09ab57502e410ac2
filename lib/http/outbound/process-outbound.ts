import "server-only";
import { env } from "#lib/env.ts";
import { createOutbound, type Outbound } from "./create-outbound.ts";
import type { EgressPolicy } from "./policy.ts";

function hostOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port === "" ? (protocol === "https:" ? 443 : 80) : port}`;
}

export function policyFromEnv(): EgressPolicy {
  const { EGRESS_ALLOW_CIDRS, EGRESS_ALLOW_HOSTS, PUBLIC_URL, GATEWAY_PUBLIC_URL, HOST, PORT, GATEWAY_PORT } = env();
  const host = HOST.includes(":") ? `[${HOST}]` : HOST;
  return {
    allowCidrs: EGRESS_ALLOW_CIDRS,
    allowHosts: EGRESS_ALLOW_HOSTS,
    allowHttp: false,
    ownHosts: [hostOf(PUBLIC_URL), hostOf(GATEWAY_PUBLIC_URL), `${host}:${PORT}`, `${host}:${GATEWAY_PORT}`],
  };
}

let shared: Outbound | undefined;
let drills: Outbound | undefined;

/** One for the process, so that its sockets are reused by whoever calls the same place. */
export function outbound(): Outbound {
  shared ??= createOutbound({ policy: policyFromEnv() });
  return shared;
}

/** For the failing handler of a drill, which the worker serves on its own loopback; it reaches nothing else inside. */
export function drillOutbound(): Outbound {
  drills ??= createOutbound({ policy: { ...policyFromEnv(), allowCidrs: ["127.0.0.1"], allowHosts: [] } });
  return drills;
}

export async function closeOutbound(): Promise<void> {
  const open = [shared, drills];
  shared = undefined;
  drills = undefined;
  for (const one of open) await one?.close();
}
