import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ID = "01993000-0000-7000-8000-000000000000";

/** Every page behind the door, as an address; parameters are filled with an id or slug that nobody has. */
export const PAGES = globSync("app/(console)/**/page.tsx", { cwd: root }).map(pageAddress).sort();
export const LIVE = globSync("app/api/live/**/route.ts", { cwd: root }).map(pageAddress).sort();
export const API = globSync("app/api/v1/**/route.ts", { cwd: root })
  .map(pageAddress)
  .filter((path) => !path.endsWith("openapi.json"))
  .sort();

export function readRoot(path: string): string {
  return join(root, path);
}

/** The address of a page or route file, with an id or slug that nobody has where a parameter stands. */
export function pageAddress(file: string): string {
  const parts = dirname(file)
    .split("/")
    .slice(1)
    .filter((part) => !/^\(.*\)$/.test(part));
  return `/${parts.map((part) => (part.startsWith("[") ? (/(slug|key|name|item|gate|env)/i.test(part) ? "nobody-has-this" : ID) : part)).join("/")}`;
}
