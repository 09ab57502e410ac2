import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePolicy, type EgressPolicy } from "./policy.ts";
import { resolveChecked } from "./resolve.ts";
import { parseTarget } from "./target.ts";

const CLOSED: EgressPolicy = { allowCidrs: [], allowHosts: [], allowHttp: true, ownHosts: [] };
const closed = compilePolicy(CLOSED);
const nobody = async () => [];

const DENIED: [base: number, bits: number][] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xcb007100, 24],
  [0xe0000000, 4],
  [0xf0000000, 4],
];
const deniedV4 = fc
  .tuple(fc.constantFrom(...DENIED), fc.integer({ min: 0, max: 0xffffffff }))
  .map(([[base, bits], noise]) => (base + (noise % 2 ** (32 - bits))) >>> 0);

const dotted = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join(".");
const hex = (n: number) => `${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}`;
const V6_FORMS: ((n: number) => string)[] = [
  (n) => `::ffff:${dotted(n)}`,
  (n) => `::FFFF:${hex(n).toUpperCase()}`,
  (n) => `0:0:0:0:0:ffff:${hex(n)}`,
  (n) => `0000:0000:0000:0000:0000:ffff:${dotted(n)}`,
  (n) => `::${dotted(n)}`,
  (n) => `::ffff:0:${dotted(n)}`,
  (n) => `64:ff9b::${dotted(n)}`,
  (n) => `64:ff9b::${hex(n)}`,
  (n) => `64:ff9b:1::${hex(n)}`,
  (n) => `2002:${hex(n)}::1`,
  (n) => `2001:0:4136:e378:8000:63bf:${hex(~n >>> 0)}`,
  (n) => `fe80::5efe:${hex(n)}`,
];
const V4_FORMS: ((n: number) => string)[] = [
  dotted,
  (n) => String(n),
  (n) => `0x${n.toString(16)}`,
  (n) => `0${n.toString(8)}`,
  (n) => `${n >>> 24}.${n & 0xffffff}`,
  (n) => `0x${(n >>> 24).toString(16)}.${(n >>> 16) & 255}.${n & 0xffff}`,
  (n) => `${dotted(n)}.`,
  (n) => dotted(n).replaceAll(".", "。"),
  (n) => dotted(n).replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
];

describe("which addresses may be called", () => {
  it("denies any IPv6 text form of a denied IPv4", () => {
    fc.assert(
      fc.property(deniedV4, fc.constantFrom(...V6_FORMS), fc.constantFrom("", "%eth0", "%1"), (n, form, zone) => {
        expect(closed.judge(form(n) + zone)).toBe("denied");
        expect(closed.judge(`[${form(n)}]`)).toBe("denied");
      }),
      { numRuns: 2000 },
    );
  });

  it("denies any text form of a denied IPv4 that a URL parser understands", async () => {
    await fc.assert(
      fc.asyncProperty(deniedV4, fc.constantFrom(...V4_FORMS), async (n, form) => {
        const target = parseTarget(`https://${form(n)}/`);
        await expect(resolveChecked(closed, target, nobody, 100)).rejects.toMatchObject({ code: "ADDRESS_DENIED" });
      }),
      { numRuns: 1000 },
    );
  });

  it("lets the public internet through", () => {
    for (const ip of [
      "93.184.216.34",
      "1.1.1.1",
      "2606:4700:4700::1111",
      "64:ff9b::808:808",
      "100.128.0.1",
      "172.32.0.1",
    ])
      expect(closed.judge(ip)).toBe("public");
  });

  it("counts an address that cannot be read as denied", () => {
    for (const ip of ["", "example.com", "1.2.3.4.5", ":::", "fe80::1%"]) expect(closed.judge(ip)).toBe("denied");
  });

  it("opens a range only for the operator's own CIDR", () => {
    const open = compilePolicy({ ...CLOSED, allowCidrs: ["127.0.0.0/8", "fd00:1::/32"] });
    expect(open.judge("127.4.5.6")).toBe("allowed");
    expect(open.judge("fd00:1::9")).toBe("allowed");
    expect(open.judge("10.0.0.1")).toBe("denied");
    expect(open.judge("::1")).toBe("denied");
  });

  it("keeps cloud metadata closed unless its own address is named", () => {
    const wide = compilePolicy({ ...CLOSED, allowCidrs: ["169.254.0.0/16", "fd00::/8", "0.0.0.0/0"] });
    for (const ip of ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "64:ff9b::a9fe:a9fe"])
      expect(wide.judge(ip)).toBe("denied");
    expect(wide.judge("169.254.1.1")).toBe("allowed");
    expect(compilePolicy({ ...CLOSED, allowCidrs: ["169.254.169.254/32"] }).judge("169.254.169.254")).toBe("allowed");
    expect(compilePolicy({ ...CLOSED, allowHosts: ["169.254.169.254"] }).judge("169.254.169.254")).toBe("allowed");
  });

  it("matches allowed hosts exactly or below a suffix", () => {
    const open = compilePolicy({ ...CLOSED, allowHosts: ["Billing.internal", ".svc.cluster.local"] });
    expect(open.allowsHost("billing.internal")).toBe(true);
    expect(open.allowsHost("a.svc.cluster.local")).toBe(true);
    expect(open.allowsHost("xbilling.internal")).toBe(false);
    expect(open.allowsHost("evilsvc.cluster.local")).toBe(false);
  });

  it("says which entry of the environment is wrong", () => {
    expect(() => compilePolicy({ ...CLOSED, allowCidrs: ["10.0.0.0/99"] })).toThrow(/"10.0.0.0\/99"/);
  });

  it("knows its own addresses under every loopback name", () => {
    const own = compilePolicy({ ...CLOSED, ownHosts: ["127.0.0.1:3001", "hooks.example.com"] });
    expect(own.isOwn("localhost", 3001)).toBe(true);
    expect(own.isOwn("127.0.0.9", 3001)).toBe(true);
    expect(own.isOwn("127.0.0.1", 9000)).toBe(false);
    expect(own.isOwn("hooks.example.com", 8443)).toBe(true);
    expect(own.isOwn("example.com", 443)).toBe(false);
  });
});
