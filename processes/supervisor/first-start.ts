import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { env, homePath } from "#lib/env.ts";

function isDemo(): boolean {
  const { INTERLOCK_DEMO, DATABASE_URL } = env();
  return INTERLOCK_DEMO === undefined ? DATABASE_URL === undefined : INTERLOCK_DEMO === "1";
}

/**
 * The demo's other side listens on a loopback address of its own, and the outbound guard is opened for that one
 * address alone. The port follows from the home, so that destinations stay right over restarts.
 */
export function demoSettings(): Record<string, string> {
  const { INTERLOCK_HOME, EGRESS_ALLOW_CIDRS } = env();
  if (!isDemo()) return { INTERLOCK_DEMO: "0" };
  const address = process.platform === "linux" ? "127.77.0.1" : "127.0.0.1";
  const port = 20_000 + (createHash("sha256").update(INTERLOCK_HOME).digest().readUInt16BE(0) % 20_000);
  return {
    INTERLOCK_DEMO: "1",
    INTERLOCK_SIMULATOR: `${address}:${port}`,
    EGRESS_ALLOW_CIDRS: [...EGRESS_ALLOW_CIDRS, address].join(" "),
  };
}

/** The first admin, and the demo workspace once; in a process of its own, with the settings of the product. */
export async function runSeed(options: {
  root: string;
  env: Record<string, string>;
  say: (line: string) => void;
}): Promise<string[]> {
  const { root, say } = options;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=DEP0169", join(root, "prisma/seed.ts")],
    {
      cwd: root,
      env: { LOG_LEVEL: "warn", ...options.env, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const problems: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    for (const line of chunk.toString().split("\n")) if (line.startsWith("seed: ")) say(line.slice(6));
  });
  child.stderr.on("data", (chunk: Buffer) => problems.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`The first start could not be finished:\n${problems.join("").slice(-2_000)}`);
  return describeAccess();
}

/** What a person needs to know when everything is up. */
function describeAccess(): string[] {
  const { PUBLIC_URL, GATEWAY_PUBLIC_URL, INTERLOCK_ADMIN_EMAIL } = env();
  const file = homePath("admin-password");
  const password = existsSync(file) ? `the password is in ${file}` : "with the password you gave";
  return [
    "",
    `  Control room   ${PUBLIC_URL}`,
    `  Gateway        ${GATEWAY_PUBLIC_URL}`,
    `  Sign in        ${INTERLOCK_ADMIN_EMAIL}, ${password}`,
    "",
  ];
}
