// Loaded before a process of the product: its names come from the drill's name server instead of the system's.
import dns from "node:dns";
import promises, { Resolver } from "node:dns/promises";
import { syncBuiltinESMExports } from "node:module";

const STUBBED = /\.example$/;

type Found = dns.LookupAddress;
type Callback = (error: NodeJS.ErrnoException | null, address: string | Found[], family: number) => void;
type LookupNow = (name: string, options?: dns.LookupOptions) => Promise<Found | Found[]>;
type LookupLater = (name: string, options: dns.LookupOptions, callback: Callback) => void;

export function askStubDns(address: string): void {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers([address]);
  async function find(name: string): Promise<[Found, ...Found[]]> {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found: Found[] = [];
    if (v4.status === "fulfilled") found.push(...v4.value.map((text) => ({ address: text, family: 4 as const })));
    if (v6.status === "fulfilled") found.push(...v6.value.map((text) => ({ address: text, family: 6 as const })));
    const [first, ...more] = found;
    if (first === undefined) throw Object.assign(new Error(`No address for ${name}.`), { code: "ENOTFOUND" });
    return [first, ...more];
  }
  const system = { later: dns.lookup, now: promises.lookup };
  const lookup: LookupNow = async (name, options = {}) => {
    if (!STUBBED.test(name)) return system.now(name, options);
    const found = await find(name);
    return options.all === true ? found : found[0];
  };
  // Whoever dials a name without having checked it gets here, and would be seen at the sink.
  const lookupLater: LookupLater = (name, options, callback) => {
    if (!STUBBED.test(name)) return system.later(name, options, callback);
    find(name).then(
      (found) => {
        if (options.all === true) callback(null, found, 0);
        else callback(null, found[0].address, found[0].family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
  Object.assign(promises, { lookup });
  Object.assign(dns, { lookup: lookupLater });
  syncBuiltinESMExports();
}

const given = process.env["DRILL_DNS"];
if (given !== undefined) askStubDns(given);
