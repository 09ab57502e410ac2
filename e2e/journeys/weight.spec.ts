import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { makeIntegration } from "#lib/testing/integration.ts";
import { address, test } from "../fixtures.ts";
import { PAGES } from "../routes.ts";

/** What a first visit loads before anything is clicked. */
const LIMIT_KB = 200;

test(`the script of every page weighs at most ${LIMIT_KB} kB on the wire`, async ({ context, signIn, workspace }) => {
  test.slow();
  await signIn("admin");
  const { slug } = await makeIntegration(workspace.id, "payment");
  // The gallery shows every component at once; nobody works there.
  const paths = PAGES.filter((path) => !path.includes("01993000") && path !== "/dev/ui")
    .map((path) => path.replace(/^\/integrations\/nobody-has-this/, `/integrations/${slug}`))
    .filter((path) => !path.includes("nobody-has-this"));
  const sizes = new Map<string, number>();
  const weigh = async (src: string) => {
    const known = sizes.get(src);
    if (known !== undefined) return known;
    const bytes = gzipSync(await (await context.request.get(new URL(src, address.web).href)).body()).length;
    sizes.set(src, bytes);
    return bytes;
  };
  const weights: { path: string; kb: number }[] = [];
  for (const path of ["/sign-in", ...paths]) {
    const html = await (await context.request.get(address.web + path)).text();
    // Old browsers alone load what is marked noModule.
    const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag));
    const sources = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? []));
    expect(sources.size, path).toBeGreaterThan(0);
    let bytes = 0;
    for (const source of sources) bytes += await weigh(source);
    weights.push({ path, kb: Math.round(bytes / 1_000) });
  }
  weights.sort((a, b) => b.kb - a.kb);
  const lines = weights.slice(0, 5).map(({ path, kb }) => `${String(kb).padStart(6)} kB  ${path}`);
  process.stdout.write(
    `\nFirst-load JavaScript, gzip, the heaviest of ${weights.length} pages:\n${lines.join("\n")}\n`,
  );
  expect(weights.filter(({ kb }) => kb > LIMIT_KB)).toEqual([]);
});
