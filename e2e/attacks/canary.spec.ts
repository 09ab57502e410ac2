import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { createChannel } from "#lib/alerts/create-channel.ts";
import { createToken } from "#lib/auth/create-token.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { createCredential } from "#lib/connections/create-credential.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { address, test, unique } from "../fixtures.ts";
import { API, LIVE, PAGES } from "../routes.ts";

const ID = /01993000-0000-7000-8000-000000000000/;

test("a secret stands in no page, feed, answer, export, metric or log line", async ({
  signIn,
  page,
  request,
  workspace,
}) => {
  test.setTimeout(180_000);
  const canary = unique("CANARY-e2e").replaceAll("-", "") + unique("x").replace("-", "");
  const admin = await signIn("admin");
  const credential = await createCredential(admin, {
    environment: "test",
    name: "carries the canary",
    kind: "bearer",
    value: canary,
  });
  const connection = await createConnection(admin, {
    environment: "test",
    name: "uses it",
    baseUrl: "http://127.0.0.1:9",
    auth: "bearer",
    credentialId: credential.id,
  });
  const source = await createSource(admin, {
    name: "canary source",
    environment: "test",
    preset: "stripe",
    secrets: [canary],
  });
  const channel = await createChannel(admin, {
    kind: "email",
    name: "canary mail",
    to: ["ops@example.test"],
    smtpHost: "127.0.0.1",
    smtpPort: 9,
    smtpUser: "u",
    smtpPassword: canary,
  });
  const { token } = await createToken(admin, { name: "canary token", role: "admin", expiresInDays: 1 });
  const bearer = { authorization: `Bearer ${token}` };

  // Use the secrets, and fail with them: errors are where secrets like to show.
  await request.post(`${address.web}/api/v1/connections/${connection.id}/test`, { headers: bearer, data: {} });
  await request.post(`${address.web}/api/v1/channels/${channel.id}/test`, { headers: bearer, data: {} });
  await request.post(source.ingestUrl, { headers: { "stripe-signature": "t=1,v1=00" }, data: "{}" });
  await request.post(`${address.web}/api/v1/credentials`, {
    headers: bearer,
    data: { environment: "nowhere", name: "x", kind: "bearer", value: canary },
  });

  const seen: string[] = [];
  const look = (where: string, text: string) => {
    if (text.includes(canary) || text.includes(token)) seen.push(where);
  };
  const own = (path: string) =>
    path.includes("/connections/") && path.includes("credentials")
      ? path.replace(ID, credential.id)
      : path.includes("/connections/")
        ? path.replace(ID, connection.id)
        : path.includes("sources")
          ? path.replace(ID, source.id)
          : path.replace(ID, channel.id);
  for (const path of [...PAGES, ...LIVE].map(own)) look(path, await (await page.request.get(path)).text());
  for (const path of API.map(own))
    look(path, await (await request.get(`${address.web}${path}`, { headers: bearer })).text());
  look("/metrics of the gateway", await (await request.get(`${address.gateway}/metrics`)).text());
  look("openapi.json", await (await request.get(`${address.web}/api/v1/openapi.json`)).text());

  const logs = globSync(join(process.env["E2E_HOME"] ?? "", "logs/*.log"));
  expect(logs.length).toBeGreaterThanOrEqual(3);
  for (const file of logs) look(file, readFileSync(file, "utf8"));
  const { db } = await import("#lib/db/client.ts");
  const audit = await db().auditEntry.findMany({ where: { workspaceId: workspace.id } });
  expect(audit.length).toBeGreaterThanOrEqual(5);
  look("the audit log", JSON.stringify(audit.map(({ canonical }) => canonical)));
  expect(seen).toEqual([]);
});
