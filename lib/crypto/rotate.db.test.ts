import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeKey, parseKeys } from "./keys.ts";
import { countByKey, rotateKeys, SEALED_COLUMNS } from "./rotate.ts";
import { keyIdOf, seal, unseal } from "./seal.ts";

const older = makeKey("k1");
const newer = makeKey("k2");

test("every sealed column of the models is in the rotation's list", () => {
  const found = readdirSync("prisma/schema").flatMap((file) => {
    const text = readFileSync(`prisma/schema/${file}`, "utf8");
    return [...text.matchAll(/model \w+ \{[\s\S]*?\n\}/g)].flatMap(([model]) => {
      const table = /@@map\("(\w+)"\)/.exec(model)?.[1];
      return [...model.matchAll(/^\s+(sealed\w*)\s+Bytes.*?(?:@map\("(\w+)"\))?$/gm)].map(
        ([, name, mapped]) => `${table}.${mapped ?? name}`,
      );
    });
  });
  expect(found.sort()).toEqual(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort());
});

test("rotation wraps every value with the new key, goes on where it was stopped, and the old key may go", async () => {
  const workspace = await makeWorkspace();
  const before = parseKeys(older);
  const both = parseKeys(`${newer},${older}`);
  const ids = Array.from({ length: 450 }, () => newId());
  const place = (id: string) => ({ table: "credential", field: "sealed", rowId: id, workspaceId: workspace.id });
  await db().credential.createMany({
    data: ids.map((id) => ({
      id,
      workspaceId: workspace.id,
      environment: "test" as const,
      name: id,
      kind: "api_key" as const,
      keyId: "k1",
      sealed: new Uint8Array(seal(`value of ${id}`, place(id), before)),
    })),
  });

  const stopped = new Error("killed");
  await expect(
    rotateKeys((done) => {
      if (done >= 200) throw stopped;
    }, both),
  ).rejects.toThrow("killed");
  const half = await countByKey(both);
  expect(half).toEqual({ k1: 250, k2: 200 });

  expect(await rotateKeys(undefined, both)).toBe(250);
  expect(await countByKey(both)).toEqual({ k2: 450 });
  const after = parseKeys(newer);
  for (const row of await db().credential.findMany({ where: { workspaceId: workspace.id } })) {
    const sealed = row.sealed ?? new Uint8Array();
    expect(keyIdOf(sealed)).toBe("k2");
    expect(row.keyId).toBe("k2");
    expect(unseal(sealed, place(row.id), after)).toBe(`value of ${row.id}`);
  }
});
