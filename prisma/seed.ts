// What `npm start` puts into an empty database: the first admin, and the demo workspace when it is on.
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { ensureFirstAdmin } from "#lib/auth/ensure-first-admin.ts";
import { closeDatabase, db, openDatabase } from "#lib/db/client.ts";
import { env, homePath } from "#lib/env.ts";
import { closeOutbound } from "#lib/http/outbound/process-outbound.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { seedDemo } from "./demo/story.ts";

const log = makeLogger("seed");
const say = (line: string) => process.stdout.write(`seed: ${line}\n`);
const settings = env();
const isDemo = settings.INTERLOCK_DEMO === "1";

openDatabase("cli");
try {
  const generated = settings.INTERLOCK_ADMIN_PASSWORD === undefined;
  const password = settings.INTERLOCK_ADMIN_PASSWORD ?? randomBytes(15).toString("base64url");
  const workspace = isDemo ? { slug: "northwind", name: "Northwind (demo)", isDemo } : { slug: "main", name: "Main" };
  const made = await ensureFirstAdmin({ email: settings.INTERLOCK_ADMIN_EMAIL, password, workspace }, log);
  if (made !== null && generated) {
    writeFileSync(homePath("admin-password"), `${password}\n`, { mode: 0o600 });
    say(
      `First admin: ${settings.INTERLOCK_ADMIN_EMAIL}  password: ${password}  (shown once; kept in ${homePath("admin-password")})`,
    );
  }
  const demo = await db().workspace.findFirst({ where: { isDemo: true } });
  const done = await db().instanceFact.findUnique({ where: { key: "demo_seeded" } });
  if (isDemo && demo !== null && done === null) {
    const startedAt = Date.now();
    // Marked before it begins: a story that was cut short is not told twice, and never keeps the product from starting.
    await db().instanceFact.create({ data: { key: "demo_seeded", value: { at: new Date().toISOString() } } });
    say("Playing the demo's story over real HTTP …");
    try {
      await seedDemo({ workspaceId: demo.id, adminEmail: settings.INTERLOCK_ADMIN_EMAIL, log, say });
      say(`Demo ready in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    } catch (error) {
      log.error({ event: "demo.incomplete", err: error }, "The demo's story could not be told to its end.");
      say(
        `The demo is incomplete: ${error instanceof Error ? error.message : String(error)} An empty INTERLOCK_HOME tells it anew.`,
      );
    }
  }
} finally {
  await closeSender();
  await closeOutbound();
  await closeDatabase();
}
process.exit(0);
