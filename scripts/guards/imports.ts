import { isTest, type Source } from "./source.ts";

export const PLATFORM = ["core", "db", "jobs", "crypto", "http", "log", "env.ts"];
/** Left may be used by right, and by anything further right. */
const ORDER = [
  ["auth", "audit", "workspaces", "providers"],
  ["integrations"],
  ["designs", "connections"],
  ["webhooks", "syncs", "flags"],
  ["gates"],
  ["alerts"],
  ["reports"],
];
/** The grammar's only domain words: a permission and an audit row belong to every write. */
const GRAMMAR = new Set(["lib/auth/permissions.ts", "lib/audit/write.ts"]);

const FACT_READER = "lib/gates/collect-facts.ts";

function rank(domain: string): number {
  return ORDER.findIndex((group) => group.includes(domain));
}

function area(path: string): { top: string; domain: string } {
  const [top = "", domain = ""] = path.split("/");
  return { top, domain };
}

function refusal(source: Source, target: string): string | undefined {
  const from = area(source.path);
  const to = area(target);
  const isPackage = !["app", "components", "lib", "processes", "scripts", "bench", "drills", "e2e", "prisma"].includes(
    to.top,
  );
  if (from.top === "processes") {
    if (isPackage && /^(next|react|react-dom|next-auth)(\/|$)/.test(target))
      return "a process imports neither Next nor React";
    if (to.top === "app" || to.top === "components" || (to.top === "lib" && to.domain === "web"))
      return "a process imports no page, component or web glue";
    return undefined;
  }
  if (isPackage) {
    if (from.top === "lib" && from.domain !== "web" && /^(next|react|react-dom)(\/|$)/.test(target))
      return "only lib/web may know Next and React";
    if (/^@prisma\/client/.test(target)) return "import the generated client through lib/db";
    return undefined;
  }
  if (from.top === "components") {
    if (to.top === "app") return "a component imports no route";
    if (to.top === "lib" && target !== "lib/core/result.ts" && !/^lib\/[^/]+\/(schema|words)\.ts$/.test(target))
      return "a component imports a domain's schema.ts, words.ts and core/result.ts, nothing else of lib";
    return to.top === "processes" ? "a component imports no process" : undefined;
  }
  if (from.top === "app") {
    if (to.top === "processes") return "a page imports no process";
    if (to.top === "lib" && to.domain === "db") return "nothing outside lib knows the database";
    if (
      source.text.startsWith('"use client"') &&
      to.top === "lib" &&
      target !== "lib/core/result.ts" &&
      !/^lib\/[^/]+\/(schema|words)\.ts$/.test(target)
    )
      return "a client leaf imports a domain's schema.ts, words.ts and core/result.ts, nothing else of lib";
    return undefined;
  }
  if (from.top !== "lib" || to.top !== "lib")
    return from.top === "lib" && ["app", "components", "processes"].includes(to.top)
      ? "lib imports nothing above it"
      : undefined;
  if (from.domain === to.domain) return undefined;
  if (from.domain === "testing" || isTest(source.path)) return undefined;
  if (to.domain === "testing") return "only tests, the seed and the benches use lib/testing";
  if (PLATFORM.includes(from.domain))
    return PLATFORM.includes(to.domain) || GRAMMAR.has(target) ? undefined : "the platform imports no domain";
  if (PLATFORM.includes(to.domain)) return undefined;
  // The one place that looks ahead: what a domain says of an integration, the gates read, and nobody else.
  if (/^lib\/[^/]+\/facts\.ts$/.test(target))
    return source.path === FACT_READER ? undefined : `only ${FACT_READER} reads the facts of other domains`;
  if (from.domain === "web") return undefined;
  if (to.domain === "web") return "a domain knows no web glue";
  if (rank(from.domain) < 0 || rank(to.domain) < 0)
    return `unknown folder of lib: ${rank(from.domain) < 0 ? from.domain : to.domain}`;
  if (rank(to.domain) < rank(from.domain)) return undefined;
  if (rank(to.domain) === 0 && rank(from.domain) === 0) return undefined;
  return `lib/${from.domain} may not use lib/${to.domain} (order: ${ORDER.map((group) => group.join(", ")).join(" → ")})`;
}

/** Who imports whom against the rules of docs/architecture.md, one line each. */
export function checkImports(sources: Source[]): string[] {
  return sources
    .filter((source) => !isTest(source.path) || source.path.startsWith("lib/"))
    .flatMap((source) =>
      source.imports.flatMap((target) => {
        const why = refusal(source, target);
        return why === undefined ? [] : [`${source.path} → ${target}: ${why}`];
      }),
    );
}

const PRIVATE = /(^|\/)_private\.ts$/;

/** `_private.ts` belongs to its own folder. */
export function checkPrivate(sources: Source[]): string[] {
  const folder = (path: string) => path.slice(0, path.lastIndexOf("/"));
  return sources.flatMap((source) =>
    source.imports
      .filter((target) => PRIVATE.test(target) && folder(target) !== folder(source.path))
      .map((target) => `${source.path} → ${target}: _private.ts is for its own folder`),
  );
}

const SERVER_ONLY = ["lib/db/client.ts", "lib/crypto/seal.ts", "lib/env.ts"];

/** The leaves that must never reach a browser say so themselves. */
export function checkServerOnly(sources: Source[]): string[] {
  return SERVER_ONLY.filter(
    (path) => !sources.some((source) => source.path === path && source.imports.includes("server-only")),
  ).map((path) => `${path}: must import "server-only"`);
}

const BANNED_NAME =
  /(^|\/)(utils?|helpers?|misc|common|manager|service|impl)(\.[a-z.]+$|\/)|(manager|service|helper|utils?)\.tsx?$/i;

export function checkNames(sources: Source[]): string[] {
  return sources
    .filter((source) => BANNED_NAME.test(source.path))
    .map((source) => `${source.path}: name it by the word it belongs to`);
}

const VALUES_OF_SCHEMA = /^import (?!type\b)\{([^}]*)\} from "[^"]*\/schema\.ts";/gm;

/** A client leaf that takes a value from a schema brings the whole validator into the browser; words.ts has none. */
export function checkClientWeight(sources: Source[]): string[] {
  return sources
    .filter((source) => source.text.startsWith('"use client"'))
    .flatMap((source) =>
      [...source.text.matchAll(VALUES_OF_SCHEMA)]
        .flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()))
        .filter((name) => name !== "" && !name.startsWith("type "))
        .map((name) => `${source.path}: ${name} comes from a schema.ts; move it to words.ts of its domain`),
    );
}
