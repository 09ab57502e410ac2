import { expect } from "vitest";
import { db } from "#lib/db/client.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { updatePolicies } from "./update-policies.ts";

mutationContract(updatePolicies, {
  allowed: "admin",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => ({ policies: { bakeTimeSeconds: 60 } }),
  does: async ({ workspace }) => {
    const row = await db().workspace.findUniqueOrThrow({ where: { id: workspace.id } });
    expect(row.policies).toMatchObject({ bakeTimeSeconds: 60, drillValidDays: 90 });
  },
});
