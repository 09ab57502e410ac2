import { BlockList, isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** What may be called besides the public internet. The caller reads it from the environment. */
export type EgressPolicy = {
  /** CIDRs or single addresses that the operator opened. */
  allowCidrs: readonly string[];
  /** Exact names, or `.suffix` for every name below it. */
  allowHosts: readonly string[];
  /** Plain http to public addresses. */
  allowHttp: boolean;
  /** Our own `host` or `host:port`: calling ourselves would loop. */
  ownHosts: readonly string[];
};

/** `public`: anyone may call it. `allowed`: only because the operator said so. */
export type Exposure = "public" | "allowed";
export type Verdict = Exposure | "denied";

export type CompiledPolicy = {
  readonly allowHttp: boolean;
  judge(ip: string): Verdict;
  judgeNamed(ip: string): Verdict;
  allowsHost(hostname: string): boolean;
  isOwn(hostname: string, port: number): boolean;
};

const DENIED_V4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";
const DENIED_V6 = "2001::/23 2001:db8::/32 2002::/16 3fff::/20";
/** Cloud metadata: a wide CIDR never opens these, only their own address does. */
const METADATA =
  "169.254.169.254 169.254.170.2 169.254.170.23 100.100.100.200 fd00:ec2::254 fd00:ec2::23 fd20:ce::254".split(" ");

type Family = "ipv4" | "ipv6";

function familyOf(address: string): Family {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

function addRange(list: BlockList, text: string): void {
  const [range, bits] = ipaddr.parseCIDR(text);
  list.addSubnet(range.toString(), bits, range.kind());
}

function listOf(ranges: string): BlockList {
  const list = new BlockList();
  for (const range of ranges.split(" ")) addRange(list, range);
  return list;
}

const deniedV4 = listOf(DENIED_V4);
const deniedV6 = listOf(DENIED_V6);
const globalV6 = listOf("2000::/3");
const nat64 = listOf("64:ff9b::/96");

/** The canonical text of an address, without brackets and zone; null when it is none. */
function canonicalIp(text: string): string | null {
  const bare = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return null;
  return ipaddr.parse(bare).toString();
}

function embeddedV4(address: string): string {
  const bytes = ipaddr.IPv6.parse(address).toByteArray();
  return bytes.slice(12).join(".");
}

function isForbidden(address: string, family: Family): boolean {
  if (family === "ipv4") return deniedV4.check(address, "ipv4");
  return !globalV6.check(address, "ipv6") || deniedV6.check(address, "ipv6");
}

type Opened = { ranges: BlockList; singles: Set<string> };

function open(allowCidrs: readonly string[]): Opened {
  const ranges = new BlockList();
  const singles = new Set<string>();
  for (const entry of allowCidrs) {
    const single = entry.includes("/") ? null : canonicalIp(entry);
    if (single) {
      singles.add(single);
      continue;
    }
    if (!ipaddr.isValidCIDR(entry)) throw new Error(`"${entry}" is not an address or a CIDR such as 10.0.0.0/8.`);
    const [range, bits] = ipaddr.parseCIDR(entry);
    if (bits === (range.kind() === "ipv4" ? 32 : 128)) singles.add(range.toString());
    else addRange(ranges, entry);
  }
  return { ranges, singles };
}

function judgeAddress(text: string, opened: Opened, named: boolean): Verdict {
  const address = canonicalIp(text);
  if (address === null) return "denied";
  const family = familyOf(address);
  if (opened.singles.has(address)) return "allowed";
  if (family === "ipv6" && nat64.check(address, "ipv6")) return judgeAddress(embeddedV4(address), opened, named);
  if (METADATA.includes(address)) return "denied";
  if (named || opened.ranges.check(address, family)) return "allowed";
  return isForbidden(address, family) ? "denied" : "public";
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "::1" || /^127\./.test(hostname);
}

function ownHostTest(ownHosts: readonly string[]): (hostname: string, port: number) => boolean {
  const anyPort = new Set<string>();
  const exact = new Set<string>();
  for (const entry of ownHosts) {
    const url = new URL(`ws://${entry}`);
    const hostname = bareHost(url.hostname);
    const name = isLoopback(hostname) ? "loopback" : hostname;
    if (/:\d+$/.test(entry)) exact.add(`${name}:${url.port || "80"}`);
    else anyPort.add(name);
  }
  return (hostname, port) => {
    const name = isLoopback(hostname) ? "loopback" : hostname;
    return anyPort.has(name) || exact.has(`${name}:${port}`);
  };
}

/** Lower case, no brackets, no trailing dot: how names are compared here. */
export function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
}

export function compilePolicy(policy: EgressPolicy): CompiledPolicy {
  const opened = open(policy.allowCidrs);
  const exactHosts = new Set<string>();
  const suffixes: string[] = [];
  for (const host of policy.allowHosts) {
    if (host.startsWith(".")) suffixes.push(host.toLowerCase());
    else exactHosts.add(bareHost(host));
  }
  for (const host of exactHosts) {
    const single = canonicalIp(host);
    if (single) opened.singles.add(single);
  }
  return {
    allowHttp: policy.allowHttp,
    judge: (ip) => judgeAddress(ip, opened, false),
    judgeNamed: (ip) => judgeAddress(ip, opened, true),
    allowsHost: (hostname) => exactHosts.has(hostname) || suffixes.some((suffix) => hostname.endsWith(suffix)),
    isOwn: ownHostTest(policy.ownHosts),
  };
}
