// A registry that lacks some platforms' binaries makes npm write a lock file that `npm ci` refuses.
// Run this after every `npm install`: it adds the missing optional entries, read from their names.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const OS = ["darwin", "win32", "linux", "android", "freebsd", "openharmony", "openbsd", "netbsd", "sunos", "aix"];
const CPU = ["x64", "arm64", "ia32", "arm", "riscv64", "ppc64", "s390x", "loong64", "mips64el", "wasm32"];
let added = 0;
for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(path, name)) continue;
    const words = name.split(/[-/.]/);
    const os =
      OS.find((word) => words.includes(word)) ??
      (words.includes("windows") || words.includes("win") ? "win32" : undefined);
    const cpu = CPU.find((word) => words.includes(word));
    lock.packages[`node_modules/${name}`] = {
      version: String(version).replace(/^[\^~]/, ""),
      optional: true,
      ...(os ? { os: [os] } : {}),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(words.includes("musl") ? { libc: ["musl"] } : {}),
    };
    added++;
  }
}
if (added > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(`complete-lock: ${added} entries added\n`);

function resolves(from, name) {
  for (let at = from; ; at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : "") {
    if (lock.packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}
