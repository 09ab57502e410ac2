// Says what is wrong with package-lock.json before a fresh machine finds out.
import { readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8"));
const problems = [];
for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
  if (!/^\d/.test(version)) problems.push(`${name}: pin an exact version, not ${version}`);
  if (packages[`node_modules/${name}`]?.version !== version)
    problems.push(
      `${name}: the lock file has ${packages[`node_modules/${name}`]?.version ?? "nothing"}, package.json ${version}`,
    );
}
for (const [path, entry] of Object.entries(packages)) {
  if (entry.resolved?.startsWith("http")) problems.push(`${path}: carries a download address`);
  for (const name of Object.keys(entry.optionalDependencies ?? {}))
    if (!resolves(path, name)) problems.push(`${path}: ${name} is missing; run node scripts/complete-lock.mjs`);
}
/** Security floors: older ones have published holes. */
for (const [name, floor] of Object.entries({
  next: "16.4.6",
  "next-auth": "4.24.15",
  nodemailer: "10.1.4",
  undici: "8.0.0",
}))
  if (compare(packages[`node_modules/${name}`]?.version ?? "0", floor) < 0)
    problems.push(`${name}: below its security floor ${floor}`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);

function resolves(from, name) {
  for (let at = from; ; at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : "") {
    if (packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

function compare(a, b) {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  for (let i = 0; i < 3; i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
}
