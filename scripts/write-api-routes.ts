// Writes app/api/v1/**/route.ts from the catalogue: one line a call. Run it after adding a call; a test compares.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { routeFiles } from "./guards/api-routes.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
for (const [path, text] of routeFiles((await import("../app/api/v1/_calls/catalogue.ts")).CATALOGUE)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
process.exit(0);
