import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey } from "#lib/crypto/keys.ts";
import { databaseUrl, pool } from "#lib/db/client.ts";
import { prepareDatabase } from "./prepare.ts";

const folder = mkdtempSync(join(tmpdir(), "interlock-refused-"));
let home = "";
let taken: Server;
let busy = 0;

beforeAll(async () => {
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  busy = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the product as `npm start` does; every case here is refused long before anything listens. */
async function start(settings: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  home = join(folder, randomBytes(4).toString("hex"));
  const child = spawn(
    process.execPath,
    [
      "--conditions=react-server",
      "--disable-warning=DEP0169",
      "--disable-warning=ExperimentalWarning",
      "scripts/start.ts",
    ],
    {
      // Ports that are free in all likelihood: a case that is not refused early fails by its answer.
      env: { NODE_ENV: "production", INTERLOCK_HOME: home, PORT: "45091", GATEWAY_PORT: "45092", ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, lines: said.trim().split("\n") };
}

const key = makeKey("k1");
const nobody = "postgresql://nobody:hunter2@127.0.0.1:1/interlock";
const CASES: [what: string, settings: () => Record<string, string>, says: RegExp][] = [
  ["a malformed variable", () => ({ PORT: "eighty" }), /PORT: /],
  ["an unknown variable", () => ({ INTERLOCK_PORT: "3000" }), /INTERLOCK_PORT: not a variable/],
  ["half of single sign-on", () => ({ OIDC_ISSUER: "https://id.example" }), /OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: miss/],
  ["a busy port", () => ({ PORT: String(busy) }), /is in use.*set PORT/],
  ["a busy port of the gateway", () => ({ GATEWAY_PORT: String(busy) }), /is in use.*set GATEWAY_PORT/],
  ["a database that is not there", () => ({ DATABASE_URL: nobody, INTERLOCK_KEYS: key }), /DATABASE_URL: 127.0.0.1:1/],
  ["no keys for a database of your own", () => ({ DATABASE_URL: nobody }), /INTERLOCK_KEYS: needed/],
  [
    "keys that are too short",
    () => ({ DATABASE_URL: nobody, INTERLOCK_KEYS: "k1:c2hvcnQ=" }),
    /INTERLOCK_KEYS: .*bytes/,
  ],
];

test.each(CASES)("%s: one clear line, exit code 1, nothing changed", async (_, settings, says) => {
  const { code, lines } = await start(settings());
  expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(says)] });
  expect(lines.join("")).not.toContain("hunter2");
  expect(existsSync(home), "nothing is left in the home").toBe(false);
});

test("keys that do not fit the database: one clear line, exit code 1, nothing changed", async () => {
  const url = databaseUrl();
  await prepareDatabase(url, "prisma/migrations");
  const state = async () => {
    const facts = await pool().query("select * from instance_fact order by key");
    const applied = await pool().query("select migration_name from _prisma_migrations order by 1");
    return JSON.stringify([facts.rows, applied.rows]);
  };
  // As a newer version finds it: there would be a migration to apply.
  await pool().query(
    "delete from _prisma_migrations where migration_name = (select max(migration_name) from _prisma_migrations)",
  );
  const before = await state();
  const { code, lines } = await start({ DATABASE_URL: url, INTERLOCK_KEYS: makeKey("test") });
  expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(/INTERLOCK_KEYS: .*nothing was changed/)] });
  expect(await state()).toBe(before);
  expect(existsSync(home)).toBe(false);
});
