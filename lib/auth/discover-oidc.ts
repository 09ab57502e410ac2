import type { LookupFunction } from "node:net";
import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { compilePolicy } from "#lib/http/outbound/policy.ts";
import { outbound, policyFromEnv } from "#lib/http/outbound/process-outbound.ts";
import { resolveChecked, systemResolver } from "#lib/http/outbound/resolve.ts";

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  userinfo_endpoint: z.url({ protocol: /^https?$/ }).optional(),
});
export type OidcMetadata = z.infer<typeof Metadata>;

const KEEP_MS = 10 * 60_000;
let kept: { issuer: string; until: number; metadata: OidcMetadata } | undefined;

function refused(message: string): AppError {
  return new AppError("upstream_failed", `Single sign-on cannot be used now: ${message}`);
}

/** The provider's own description, fetched through the guarded client; every address in it is judged as well. */
export async function discoverOidc(issuer: string): Promise<OidcMetadata> {
  if (kept !== undefined && kept.issuer === issuer && kept.until > Date.now()) return kept.metadata;
  const url = `${issuer}/.well-known/openid-configuration`;
  const answer = await outbound().send({
    url,
    method: "GET",
    headers: { accept: "application/json" },
    keepBytes: 65_536,
  });
  if (!answer.ok) throw refused(answer.message);
  if (answer.status !== 200) throw refused(`the issuer's configuration answered ${answer.status}.`);
  const metadata = parse(answer.body.toString("utf8"));
  if (metadata.issuer.replace(/\/$/, "") !== issuer)
    throw refused("the issuer calls itself by another name than OIDC_ISSUER.");
  for (const endpoint of [metadata.token_endpoint, metadata.jwks_uri, metadata.userinfo_endpoint]) {
    const judged = endpoint === undefined ? undefined : await outbound().checkUrl(endpoint);
    if (judged?.ok === false) throw refused(judged.message);
  }
  kept = { issuer, until: Date.now() + KEEP_MS, metadata };
  return metadata;
}

function parse(text: string): OidcMetadata {
  try {
    return Metadata.parse(JSON.parse(text));
  } catch {
    throw refused("the issuer's configuration is not what OpenID Connect Discovery describes.");
  }
}

/** For the library that exchanges the code: it may only dial what the guard lets through, at the time it dials. */
export const guardedLookup: LookupFunction = (hostname, options, answer) => {
  const at = { hostname, port: 443, protocol: "https:" as const };
  resolveChecked(compilePolicy(policyFromEnv()), at, systemResolver, 5_000).then(
    ({ addresses }) => {
      const [first] = addresses;
      if (options.all === true) answer(null, addresses);
      else answer(null, first?.address ?? "", first?.family);
    },
    (error: Error) => answer(error, ""),
  );
};

/** The claims that the id token leaves out; the subject must be the same person. */
export async function fetchUserinfo(endpoint: string, accessToken: string, subject: string) {
  const answer = await outbound().send({
    url: endpoint,
    method: "GET",
    headers: { accept: "application/json", authorization: `Bearer ${accessToken}` },
    keepBytes: 65_536,
  });
  if (!answer.ok || answer.status !== 200) return null;
  const Claims = z.looseObject({
    sub: z.literal(subject),
    email: z.string().optional(),
    email_verified: z.boolean().optional(),
    name: z.string().optional(),
  });
  try {
    return Claims.parse(JSON.parse(answer.body.toString("utf8")));
  } catch {
    return null;
  }
}
