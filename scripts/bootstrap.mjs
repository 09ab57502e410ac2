// Makes a bare checkout ready for any npm script. Built-ins only: it runs on whatever Node ≥ 18 the machine has.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const pinned = at("node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");

if (Number(process.versions.node.split(".")[0]) < 18)
  stop(`Node ${process.versions.node} is too old.`, "Install Node 18 or newer, then run the same command again.");

step(
  "Installing packages",
  at("node_modules", ".interlock-install"),
  hash([at("package-lock.json")], `${process.platform} ${process.arch}`) + (existsSync(pinned) ? "" : " again"),
  () => {
    const npm = process.env.npm_execpath;
    const [command, args] = npm && /\.[cm]?js$/.test(npm) ? [process.execPath, [npm, "ci"]] : ["npm", ["ci"]];
    const run = spawnSync(command, [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, NODE_ENV: "development" },
    });
    if (run.status !== 0) {
      process.stderr.write(`${run.stdout ?? ""}${run.stderr ?? ""}`);
      stop(
        "npm ci failed.",
        "Check that the package registry can be reached and that the disk has 2 GB free, then run the same command again.",
      );
    }
  },
);

const node = existsSync(pinned) ? pinned : process.execPath;
if (node === process.execPath && Number(process.versions.node.split(".")[0]) < 24)
  stop(
    `No Node 24 came with npm for ${process.platform}-${process.arch}, and this machine's Node is ${process.versions.node}.`,
    "Install Node 24, then run the same command again.",
  );

step(
  "Generating the database client",
  at("lib", "db", "generated", ".stamp"),
  hash([...listed("prisma/schema"), at("scripts", "generate.mjs"), at("package-lock.json")]),
  () => {
    const run = spawnSync(node, [at("scripts", "generate.mjs")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    if (run.status !== 0)
      stop("The database client could not be generated.", "The lines above say where the schema is wrong.");
  },
);

function listed(folder) {
  return readdirSync(at(folder))
    .sort()
    .map((name) => at(folder, name));
}

function hash(files, extra = "") {
  const sum = createHash("sha256").update(extra);
  for (const file of files) sum.update(readFileSync(file));
  return sum.digest("hex");
}

function step(title, stamp, wanted, run) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const startedAt = Date.now();
  process.stdout.write(`interlock: ${title} …\n`);
  run();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted.replace(/ again$/, ""));
  process.stdout.write(`interlock: ${title}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

function stop(what, next) {
  process.stderr.write(`interlock: ${what}\n           ${next}\n`);
  process.exit(1);
}
