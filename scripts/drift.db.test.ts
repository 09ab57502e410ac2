import { expect, inject, test } from "vitest";
import { diffFromMigrations } from "./schema-engine.ts";

test("the migrations' end state is what the models say", async () => {
  const { sql, isEmpty } = await diffFromMigrations(inject("serverUrl"), process.cwd());
  expect(sql.replace(/^\s*--.*$/gm, "").trim()).toBe("");
  expect(isEmpty).toBe(true);
});
