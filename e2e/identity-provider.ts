import { createServer } from "node:http";
import { Provider } from "oidc-provider";

export const IDENTITY = { clientId: "interlock", clientSecret: "a secret of the tests' identity provider" };

/**
 * A real OpenID provider on loopback. Whoever signs in there by the name `ada` is ada@idp.test with a verified
 * address; a name that ends in `-unverified` has one that nobody verified.
 */
export async function startIdentityProvider(port: number, redirectUri: string) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: IDENTITY.clientId,
        client_secret: IDENTITY.clientSecret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ["only for tests"] },
    pkce: { required: () => true },
    findAccount: (_ctx: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@idp.test`, email_verified: !id.endsWith("-unverified"), name: id }),
    }),
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    issuer,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
