import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { BLOCKED_MESSAGE, dnsError, OutboundError } from "./errors.ts";
import type { CompiledPolicy, Exposure, Verdict } from "./policy.ts";
import type { Target } from "./target.ts";

export type Address = { address: string; family: 4 | 6 };
export type Resolver = (hostname: string) => Promise<Address[]>;
export type Endpoint = Pick<Target, "hostname" | "port" | "protocol">;
export type Checked = { addresses: Address[]; exposure: Exposure };

const PORTS = new Set([443, 80, 8443, 8080]);
/** Names that only ever mean the machine's own cloud account. */
const METADATA_NAMES = new Set(["metadata.google.internal", "metadata", "instance-data", "instance-data.ec2.internal"]);

export const systemResolver: Resolver = async (hostname) => {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

function blocked(code: string, message = BLOCKED_MESSAGE): never {
  throw new OutboundError("ssrf_blocked", code, message);
}

/** The whole answer is refused when one address is: a mixed answer is how rebinding starts. */
function judgeAddresses(policy: CompiledPolicy, at: Endpoint, addresses: Address[]): Exposure {
  const named = policy.allowsHost(at.hostname);
  const verdicts = addresses.map(
    ({ address }): Verdict => (named ? policy.judgeNamed(address) : policy.judge(address)),
  );
  if (verdicts.includes("denied")) blocked("ADDRESS_DENIED");
  if (addresses.some(({ address }) => policy.isOwn(address, at.port)))
    blocked("OWN_ADDRESS", "This is Interlock's own address. Calling it would loop.");
  if (verdicts.every((verdict) => verdict === "allowed")) return "allowed";
  if (at.protocol === "http:" && !policy.allowHttp)
    blocked("HTTP_NOT_ALLOWED", "Plain http is not allowed for public addresses. Use https.");
  if (!PORTS.has(at.port))
    blocked("PORT_NOT_ALLOWED", `Port ${at.port} is not allowed. Use 443, 80, 8443 or 8080, or ask the operator.`);
  return "public";
}

function assertName(policy: CompiledPolicy, at: Endpoint): void {
  if (policy.isOwn(at.hostname, at.port))
    blocked("OWN_ADDRESS", "This is Interlock's own address. Calling it would loop.");
  if (METADATA_NAMES.has(at.hostname) && !policy.allowsHost(at.hostname)) blocked("METADATA_NAME");
}

async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("lookup timed out"), { code: "ETIMEOUT" })), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Literal or name, the one way to know which addresses may be dialled. */
export async function resolveChecked(
  policy: CompiledPolicy,
  at: Endpoint,
  resolver: Resolver,
  timeoutMs: number,
): Promise<Checked> {
  assertName(policy, at);
  const family = isIP(at.hostname);
  let addresses: Address[];
  if (family !== 0) addresses = [{ address: at.hostname, family: family === 6 ? 6 : 4 }];
  else {
    try {
      addresses = await withDeadline(resolver(at.hostname), timeoutMs);
    } catch (error) {
      throw dnsError(error);
    }
    if (addresses.length === 0) throw new OutboundError("dns", "ENODATA", "The name has no address.");
  }
  return { addresses, exposure: judgeAddresses(policy, at, addresses) };
}

/** Many connections to one name ask once: getaddrinfo has four threads for the whole process. */
export function shareLookups(resolver: Resolver): Resolver {
  const running = new Map<string, Promise<Address[]>>();
  return (hostname) => {
    const known = running.get(hostname);
    if (known !== undefined) return known;
    const asked = resolver(hostname).finally(() => running.delete(hostname));
    running.set(hostname, asked);
    return asked;
  };
}
