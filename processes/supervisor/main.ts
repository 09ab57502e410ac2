import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/db/embedded.ts";
import { env, homePath, inheritedEnvironment } from "#lib/env.ts";
import { GATEWAY_FLAGS } from "../gateway/flags.ts";
import { buildId, ensureBuild } from "./build.ts";
import { checkDatabase } from "./check-database.ts";
import { Child } from "./child.ts";
import { demoSettings, runSeed } from "./first-start.ts";
import { assertPortFree, waitForHealth } from "./ports.ts";
import { authSecret, prepareDatabase } from "./prepare.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const RUN = ["--conditions=react-server", "--disable-warning=DEP0169", "--disable-warning=ExperimentalWarning"];

type Options = {
  isDevelopment: boolean;
  say: (line: string) => void;
  /** Gets the way to stop before anything is started, so that a start can be interrupted as well. */
  onStoppable: (stop: () => Promise<void>) => void;
};

/**
 * Starts the product: database, migrations, build, web, gateway, worker, demo. Every long step says so.
 * Stops in the order that loses nothing: web, gateway and worker drain, then Postgres.
 */
export async function startProduct(options: Options): Promise<string[]> {
  const { isDevelopment, say } = options;
  const settings = env();
  const children: Child[] = [];
  let postgres: EmbeddedPostgres | undefined;
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await Promise.all(children.map((child) => child.stop()));
    await postgres?.stop();
  };
  options.onStoppable(stop);
  try {
    await assertPortFree(settings.HOST, settings.PORT, "PORT");
    await assertPortFree(settings.HOST, settings.GATEWAY_PORT, "GATEWAY_PORT");
    if (settings.DATABASE_URL !== undefined) await checkDatabase(settings.DATABASE_URL);
    const id = isDevelopment ? buildId(root) : await ensureBuild(root, say);
    if (settings.DATABASE_URL === undefined) {
      const startedAt = Date.now();
      postgres = await startEmbeddedPostgres(settings.INTERLOCK_HOME);
      say(
        `Postgres ${postgres.adopted ? "was running already" : "started"} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
      );
    }
    const url = settings.DATABASE_URL ?? postgres?.url ?? "";
    const { applied } = await prepareDatabase(url, join(root, "prisma/migrations"));
    if (applied.length > 0) say(`Applied ${applied.length} migration${applied.length === 1 ? "" : "s"}`);

    const demo = demoSettings();
    mkdirSync(homePath("logs"), { recursive: true, mode: 0o700 });
    const childEnv = {
      ...inheritedEnvironment(),
      NODE_ENV: isDevelopment ? "development" : "production",
      INTERLOCK_BUILD_ID: id,
      NEXTAUTH_URL: settings.PUBLIC_URL,
      NEXTAUTH_SECRET: authSecret(),
      PUBLIC_URL: settings.PUBLIC_URL,
      GATEWAY_PUBLIC_URL: settings.GATEWAY_PUBLIC_URL,
      NEXT_TELEMETRY_DISABLED: "1",
      ...demo,
    };
    const add = (name: string, args: string[], drainMs: number) => {
      const child = new Child({ name, args, env: childEnv, logFile: homePath("logs", `${name}.log`), drainMs }, say);
      if (stopping) throw new Error("The start was interrupted.");
      children.push(child);
      child.start();
    };
    const watch = isDevelopment ? ["--watch"] : [];
    for (let copy = 1; copy <= settings.GATEWAY_PROCESSES; copy++)
      add(
        copy === 1 ? "gateway" : `gateway-${copy}`,
        [...GATEWAY_FLAGS, ...RUN, ...watch, join(root, "processes/gateway/main.ts")],
        12_000,
      );
    add("worker", [...RUN, ...watch, join(root, "processes/worker/main.ts")], 28_000);
    const next = join(root, "node_modules/next/dist/bin/next");
    add(
      "web",
      [
        "--disable-warning=DEP0169",
        next,
        isDevelopment ? "dev" : "start",
        "-H",
        settings.HOST,
        "-p",
        String(settings.PORT),
      ],
      10_000,
    );
    await waitForHealth(`http://${settings.HOST}:${settings.GATEWAY_PORT}/readyz`, 30_000);
    await waitForHealth(`http://${settings.HOST}:${settings.PORT}/api/health/ready`, 60_000);
    const lines = await runSeed({ root, env: childEnv, say });
    return lines;
  } catch (error) {
    await stop();
    throw error;
  }
}
