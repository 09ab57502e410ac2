const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The origins that this instance is opened by: the one of PUBLIC_URL, and its loopback names when it is one. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  if (!LOOPBACK.has(hostname)) return new Set([origin]);
  return new Set([...LOOPBACK].map((name) => new URL(`${protocol}//${name}${port === "" ? "" : `:${port}`}`).origin));
}

/** A missing Origin and the word `null` are refused like a foreign one: browsers send it with every such request. */
export function isOwnOrigin(publicUrl: string, origin: string | null): boolean {
  return origin !== null && ownOrigins(publicUrl).has(origin);
}

/** A path of ours to go to after sign-in; anything that could lead elsewhere becomes the overview. */
export function safeNext(text: string | null | undefined): string {
  if (typeof text !== "string" || text.length > 2_000 || !/^\/(?![/\\])/.test(text)) return "/";
  // Browsers drop control characters before they read an address: "/\t/evil" would become "//evil".
  if (/[\\\p{Cc}]/u.test(text)) return "/";
  const url = new URL(text, "http://own.invalid");
  if (url.host !== "own.invalid" || /^\/(sign-in|invite|api)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search;
}
