import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const DOCS = [...globSync("docs/**/*.md"), "README.md"];

test("documents name only paths that exist", () => {
  expect(DOCS.length).toBeGreaterThan(8);
  const missing = DOCS.flatMap((doc) =>
    [
      ...readFileSync(doc, "utf8").matchAll(
        /`((?:app|components|lib|processes|prisma|e2e|bench|drills|docs|scripts)\/[\w./()[\]-]+)`/g,
      ),
    ]
      .map(([, path = ""]) => path.replace(/\/$/, ""))
      .filter((path) => !existsSync(path))
      .map((path) => `${doc}: ${path}`),
  );
  expect(missing).toEqual([]);
});
