import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CATALOGUE } from "../../app/api/v1/_calls/catalogue.ts";
import { openApi } from "../../app/api/v1/_calls/openapi.ts";
import { routeFiles } from "./api-routes.ts";

const wanted = routeFiles(CATALOGUE);
const exportsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("export"))
    .sort();

test("every call of the catalogue has its route, and every route its call", () => {
  const found = globSync("app/api/v1/**/route.ts").filter((path) => !path.includes("openapi.json"));
  expect(found.sort()).toEqual([...wanted.keys()].sort());
  for (const [path, text] of wanted) {
    expect(existsSync(path), path).toBe(true);
    expect(exportsOf(readFileSync(path, "utf8")), path).toEqual(exportsOf(text));
  }
});

test("the OpenAPI document names every path with its parameters", () => {
  const document = openApi("https://interlock.example") as {
    openapi: string;
    paths: Record<string, Record<string, { parameters: { name: string; in: string }[]; operationId: string }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths).length).toBeGreaterThan(15);
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => operation.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const [path, methods] of Object.entries(document.paths))
    for (const operation of Object.values(methods))
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        expect(
          operation.parameters.some((parameter) => parameter.in === "path" && parameter.name === name),
          `${path} ${name}`,
        ).toBe(true);
});
