import { describe, expect, test } from "vitest";
import type { Role } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Mutation } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "./factories.ts";

type Contract = {
  /** A role that may, and one that may not; "nobody" for what every member may do to what is his own. */
  allowed: Role;
  refused: Role | "nobody";
  /** Makes what the verb needs in this workspace and returns an input that succeeds there. */
  arrange: (workspace: TestWorkspace) => Promise<unknown>;
  /** Looks at the world after the verb: this is the "does it" test, so it must assert. */
  does: (args: { workspace: TestWorkspace; value: unknown; input: unknown }) => Promise<void>;
  /** False for verbs that create something out of nothing: no id of another workspace can be named. */
  namesAnEntity?: boolean;
  /** False for the few verbs that say `audit: none(reason)`. */
  audits?: boolean;
};

/** The four promises of every mutation: it does it, it is audited, another workspace sees nothing, the wrong role is refused. */
export function mutationContract(perform: Mutation, contract: Contract): void {
  describe(`contract of ${perform.verb}`, () => {
    test("does it, and the audit log says so", async () => {
      const workspace = await makeWorkspace();
      const input = await contract.arrange(workspace);
      const ctx = await workspace.as(contract.allowed);
      const value = await perform(ctx, input);
      await contract.does({ workspace, value, input });
      const rows = await db().auditEntry.findMany({
        where: { workspaceId: workspace.id, action: perform.verb, actorId: ctx.actor.id },
      });
      if (contract.audits === false) expect(rows).toHaveLength(0);
      else expect(rows.length).toBeGreaterThanOrEqual(1);
    });

    const { refused: role } = contract;
    test.runIf(role !== "nobody")(`refuses the role ${role}`, async () => {
      if (role === "nobody") return;
      const workspace = await makeWorkspace();
      const input = await contract.arrange(workspace);
      const refused = await perform(await workspace.as(role), input).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(AppError);
      expect(refused).toMatchObject({ kind: "forbidden" });
    });

    test.runIf(contract.namesAnEntity !== false)("answers another workspace as if it did not exist", async () => {
      const input = await contract.arrange(await makeWorkspace());
      const stranger = await (await makeWorkspace()).as("admin");
      const refused = await perform(stranger, input).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(AppError);
      expect(refused).toMatchObject({ kind: "not_found" });
    });
  });
}
