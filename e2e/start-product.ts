import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedUrl } from "#lib/db/address.ts";
import { IDENTITY, startIdentityProvider } from "./identity-provider.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const ADMIN = { email: "admin@interlock.local", password: "a long admin password for tests" };

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}

/**
 * Starts the product as a person would, in an empty home, and tells the tests where it is. A running product is
 * used instead when BASE_URL names it (then the other variables below must be given as well).
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  if (process.env["BASE_URL"] !== undefined) return async () => undefined;
  const home = mkdtempSync(join(tmpdir(), "interlock-e2e-"));
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const idpPort = await freePort();
  const identity = await startIdentityProvider(idpPort, `http://127.0.0.1:${port}/api/auth/callback/oidc`);
  const settings: Record<string, string> = {
    OIDC_ISSUER: identity.issuer,
    OIDC_CLIENT_ID: IDENTITY.clientId,
    OIDC_CLIENT_SECRET: IDENTITY.clientSecret,
    OIDC_NAME: "the tests' provider",
    INTERLOCK_HOME: home,
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    INTERLOCK_ADMIN_PASSWORD: ADMIN.password,
    INTERLOCK_AUTH_SECRET: "a secret of the browser tests, long enough to sign with",
    INTERLOCK_KEYS: `e2e:${Buffer.alloc(32, 5).toString("base64")}`,
    INTERLOCK_DEMO: process.env["INTERLOCK_DEMO"] ?? "1",
    EGRESS_ALLOW_CIDRS: "127.0.0.0/8 ::1/128",
    LOG_LEVEL: "info",
    METRICS_TOKEN: "the scraper of the browser tests",
  };
  const output: string[] = [];
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=DEP0169", join(root, "scripts/start.ts")],
    {
      cwd: root,
      env: { ...inherited, ...settings, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  try {
    await ready(child, output);
  } catch (error) {
    await stop(child);
    throw error;
  }
  Object.assign(process.env, settings, {
    BASE_URL: `http://127.0.0.1:${port}`,
    GATEWAY_URL: `http://127.0.0.1:${gatewayPort}`,
    DATABASE_URL: embeddedUrl(home),
    E2E_HOME: home,
    LOG_LEVEL: "silent",
  });
  return async () => {
    await stop(child);
    await identity.stop();
    if (process.env["E2E_KEEP_LOG"] !== undefined) writeFileSync(process.env["E2E_KEEP_LOG"], output.join(""));
    rmSync(home, { recursive: true, force: true });
    delete process.env["BASE_URL"];
  };
}

async function ready(child: ChildProcess, output: string[]): Promise<void> {
  for (const deadline = Date.now() + 240_000; Date.now() < deadline; ) {
    if (output.join("").includes("interlock: Ready in")) return;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The product did not start:\n${output.join("").slice(-6_000)}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 40_000))]);
  if (child.exitCode === null) child.kill("SIGKILL");
}
