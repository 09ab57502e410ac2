import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { createWorkspace } from "./create-workspace.ts";
import { listOwnWorkspaces } from "./queries.ts";

const fresh = () => ({ slug: `w-${randomBytes(5).toString("hex")}`, name: "Second" });

mutationContract(createWorkspace, {
  allowed: "admin",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => fresh(),
  does: async ({ input }) => {
    const { slug } = input as { slug: string };
    const row = await db().workspace.findUniqueOrThrow({ where: { slug }, include: { memberships: true } });
    expect(row.memberships).toMatchObject([{ role: "admin" }]);
  },
});

test("whoever made it sees both, and nobody else sees it", async () => {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const { slug } = await createWorkspace(admin, fresh());
  expect((await listOwnWorkspaces(admin)).map((row) => [row.slug, row.here]).sort()).toEqual(
    [
      [slug, false],
      [workspace.slug, true],
    ].sort(),
  );
  expect((await listOwnWorkspaces(await workspace.as("admin"))).map((row) => row.slug)).toEqual([workspace.slug]);
});

test("a taken slug is refused and changes nothing", async () => {
  const admin = await (await makeWorkspace()).as("admin");
  const input = fresh();
  await createWorkspace(admin, input);
  await expect(createWorkspace(admin, input)).rejects.toMatchObject({ kind: "conflict" });
  await expect(createWorkspace(admin, { ...input, slug: "Not A Slug" })).rejects.toMatchObject({
    kind: "invalid_input",
  });
});
