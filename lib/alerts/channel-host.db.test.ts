import { expect, test, vi } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { createChannel } from "./create-channel.ts";
import { updateChannel } from "./update-channel.ts";

// Names that answer as an attacker's name server would; nothing else of the guard is replaced.
vi.mock("node:dns/promises", () => ({
  lookup: async (name: string) => {
    if (name === "10.0.0.7" || name === "private.example.test") return [{ address: "10.0.0.7", family: 4 }];
    if (name === "mixed.example.test")
      return [
        { address: "93.184.216.34", family: 4 },
        { address: "169.254.169.254", family: 4 },
      ];
    throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
  },
}));

const to = ["ops@example.test"];
const FORBIDDEN = [
  { kind: "webhook", url: "https://private.example.test/hook" },
  { kind: "webhook", url: "https://mixed.example.test/hook" },
  { kind: "webhook", url: "http://metadata.google.internal/" },
  { kind: "webhook", url: "https://10.0.0.7/hook" },
  { kind: "email", to, smtpHost: "private.example.test", smtpPort: 587 },
  { kind: "email", to, smtpHost: "mixed.example.test", smtpPort: 587 },
  { kind: "email", to, smtpHost: "10.0.0.7", smtpPort: 25 },
];

test.each(FORBIDDEN)("B39: a channel that may never be called is refused when it is saved: %j", async (target) => {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  await expect(createChannel(admin, { name: "inside", ...target })).rejects.toMatchObject({
    kind: "invalid_input",
    message: expect.stringContaining("Interlock may not"),
  });
  const harmless = target.kind === "webhook" ? { url: "https://not-yet.example.test/" } : { to };
  const { id } = await createChannel(admin, { kind: target.kind, name: "outside", ...harmless });
  const { kind: _, ...change } = target;
  await expect(updateChannel(admin, { id, name: "inside", ...change })).rejects.toMatchObject({
    kind: "invalid_input",
  });
  expect(await db().channel.findMany({ where: { workspaceId: workspace.id } })).toMatchObject([{ name: "outside" }]);
});
