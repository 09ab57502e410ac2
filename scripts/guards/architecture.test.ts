import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { PERMISSIONS } from "#lib/auth/permissions.ts";
import { JOB_NAMES } from "#lib/jobs/catalogue.ts";
import { checkBoundaries, checkJobs, checkMutations, checkPages, checkPermissions } from "./grammar.ts";
import { checkClientWeight, checkImports, checkNames, checkPrivate, checkServerOnly } from "./imports.ts";
import { parseSource, readSources } from "./source.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const sources = readSources(root);
const one = (path: string, text: string) => [parseSource(path, text)];

describe("the guards see the code", () => {
  test("more than a hundred files, all of which parse", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((source) => source.problems.map((problem) => `${source.path}: ${problem}`))).toEqual([]);
  });
});

describe("the house keeps its rules", () => {
  test("imports go one way", () => expect(checkImports(sources)).toEqual([]));
  test("private files stay in their folder", () => expect(checkPrivate(sources)).toEqual([]));
  test("the leaves are server-only", () => expect(checkServerOnly(sources)).toEqual([]));
  test("no client leaf carries a schema", () => expect(checkClientWeight(sources)).toEqual([]));
  test("nothing is called utils", () => expect(checkNames(sources)).toEqual([]));
  test("every mutation has its contract", () => expect(checkMutations(sources)).toEqual([]));
  test("every permission is asked for", () => expect(checkPermissions(sources, PERMISSIONS)).toEqual([]));
  test("every job has a handler", () => expect(checkJobs(sources, JOB_NAMES)).toEqual([]));
  test("actions and routes are one line over a verb", () => expect(checkBoundaries(sources)).toEqual([]));
  test("every page authorizes by itself", () => expect(checkPages(sources)).toEqual([]));
});

describe("each guard catches its fixture", () => {
  test.each([
    ["lib/core/x.ts", 'import { a } from "#lib/webhooks/queries.ts";'],
    ["lib/integrations/x.ts", 'import { a } from "#lib/gates/queries.ts";'],
    ["lib/webhooks/x.ts", 'import { a } from "../alerts/queries.ts";'],
    ["lib/reports/x.ts", 'import { a } from "#lib/alerts/facts.ts";'],
    ["lib/gates/decide-gate.ts", 'import { a } from "#lib/alerts/facts.ts";'],
    ["lib/flags/x.ts", 'import { a } from "#lib/webhooks/queries.ts";'],
    ["lib/flags/x.ts", 'import { a } from "#lib/web/session.ts";'],
    ["lib/flags/x.ts", 'import { cache } from "react";'],
    ["lib/flags/x.ts", 'import { makeWorkspace } from "#lib/testing/factories.ts";'],
    ["lib/unheard/x.ts", 'import { a } from "#lib/flags/queries.ts";'],
    ["components/ui/x.tsx", 'import { a } from "#lib/flags/queries.ts";'],
    ["components/ui/x.tsx", 'import type { Row } from "#lib/db/client.ts";'],
    ["app/(console)/x.tsx", 'import { db } from "#lib/db/client.ts";'],
    ["app/(console)/leaf.tsx", '"use client";\nimport { listFlags } from "#lib/flags/queries.ts";'],
    ["processes/gateway/x.ts", 'import next from "next/server.js";'],
    ["processes/worker/x.ts", 'import { x } from "#components/ui/x.tsx";'],
    ["processes/worker/x.ts", 'import { x } from "#lib/web/action.ts";'],
    ["processes/worker/x.ts", 'const x = await import("#app/page.tsx");'],
  ])("import: %s %s", (path, text) => expect(checkImports(one(path, text))).toHaveLength(1));

  test("private", () =>
    expect(checkPrivate(one("lib/flags/x.ts", 'import { a } from "#lib/webhooks/_private.ts";'))).toHaveLength(1));
  test("server-only", () => expect(checkServerOnly(one("lib/env.ts", "export const a = 1;"))).toHaveLength(3));
  test("schema in a client leaf", () => {
    const leaf = '"use client";\nimport { FLAG_TYPES, type FlagDto } from "#lib/flags/schema.ts";';
    expect(checkClientWeight(one("components/flags/x.tsx", leaf))).toHaveLength(1);
    expect(checkClientWeight(one("components/flags/x.tsx", leaf.replace("FLAG_TYPES, ", "")))).toEqual([]);
  });
  test("names", () => expect(checkNames(one("lib/flags/flag-service.ts", ""))).toHaveLength(1));
  test("mutation without a contract", () =>
    expect(checkMutations(one("lib/flags/x.ts", 'export const flip = mutation({\n  name: "flag.flip",'))).toHaveLength(
      1,
    ));
  test("mutation in another form", () =>
    expect(checkMutations(one("lib/flags/x.ts", "const hidden = mutation({ ...definition });"))).toHaveLength(1));
  test("permission that nothing asks for", () =>
    expect(
      checkPermissions(one("lib/flags/x.ts", 'authorize(ctx, "flags:define")'), ["flags:define", "flags:dream"]),
    ).toHaveLength(1));
  test("job without a handler", () =>
    expect(
      checkJobs(one("processes/worker/handlers.ts", '"gate.sweep": sweep'), ["gate.sweep", "gate.dream"]),
    ).toHaveLength(1));
  test("actions that are no action", () =>
    expect(
      checkBoundaries(one("app/(console)/flags/actions.ts", '"use server";\nexport async function flip() {}')),
    ).toHaveLength(1));
  test("inline server action", () =>
    expect(
      checkBoundaries(one("app/(console)/flags/page.tsx", 'async function flip() {\n  "use server";\n}')),
    ).toHaveLength(1));
  test("route that is no route", () =>
    expect(checkBoundaries(one("app/api/v1/flags/route.ts", "export async function GET() {}"))).toHaveLength(1));
  test("page without authorization", () =>
    expect(
      checkPages(one("app/(console)/flags/page.tsx", "export default function Page() { return null; }")),
    ).toHaveLength(1));
});
