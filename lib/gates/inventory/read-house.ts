import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the repository holds, as far as a home can name it. */
export type House = {
  /** models and enums, each with its fields or values */
  models: ReadonlyMap<string, ReadonlySet<string>>;
  /** addresses of pages, without the groups that only order folders */
  pages: ReadonlySet<string>;
  /** slugs of the integrations that the demo makes */
  demos: ReadonlySet<string>;
  read: (path: string) => string | null;
};

export function readHouse(root: string): House {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : null);
  const all = (pattern: string) => globSync(pattern, { cwd: root }).map((path) => read(path) ?? "");
  return {
    models: modelsIn(all("prisma/schema/*.prisma").join("\n")),
    pages: new Set(globSync("app/**/page.tsx", { cwd: root }).map(addressOf)),
    demos: new Set(all("prisma/demo/*.ts").flatMap(slugsIn)),
    read,
  };
}

function modelsIn(schema: string): Map<string, Set<string>> {
  const blocks = schema.matchAll(/^(?:model|enum) (\w+) \{\n([\s\S]*?)^\}/gm);
  return new Map(
    [...blocks].map(([, name = "", body = ""]) => [
      name,
      new Set([...body.matchAll(/^ {2}(\w+)/gm)].map(([, field = ""]) => field)),
    ]),
  );
}

function addressOf(path: string): string {
  const parts = path.split("/").slice(1, -1);
  return `/${parts.filter((part) => !part.startsWith("(")).join("/")}`;
}

/** A demo names its slug where it is made, or in a constant that is made of one. */
function slugsIn(source: string): string[] {
  return [...source.matchAll(/(?:slug: |export const [A-Z]+ = )"([a-z0-9-]+)"/g)].map(([, slug = ""]) => slug);
}
