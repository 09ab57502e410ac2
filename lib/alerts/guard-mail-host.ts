import { OutboundError } from "#lib/http/outbound/errors.ts";
import { compilePolicy } from "#lib/http/outbound/policy.ts";
import { policyFromEnv } from "#lib/http/outbound/process-outbound.ts";
import { systemResolver } from "#lib/http/outbound/resolve.ts";

const MAIL_PORTS = new Set([25, 465, 587, 2525]);

/** Checked as everything that leaves is: the address that was judged is the one that is dialled. */
export async function guardedMailHost(host: string, port: number): Promise<string> {
  const policy = compilePolicy(policyFromEnv());
  const named = policy.allowsHost(host);
  const addresses = await systemResolver(host).catch(() => {
    throw new OutboundError("dns", "ENOTFOUND", "The mail server's name could not be looked up.");
  });
  const verdicts = addresses.map(({ address }) => (named ? policy.judgeNamed(address) : policy.judge(address)));
  const [first] = addresses;
  if (first === undefined) throw new OutboundError("dns", "ENODATA", "The mail server's name has no address.");
  if (verdicts.includes("denied") || (verdicts.includes("public") && !MAIL_PORTS.has(port)))
    throw new OutboundError(
      "ssrf_blocked",
      "ADDRESS_DENIED",
      "Interlock may not send mail to this address. Use a public server on port 25, 465, 587 or 2525, or ask the operator to allow it with EGRESS_ALLOW_CIDRS.",
    );
  return first.address;
}
