import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath(): string | undefined {
  for (const name of NAMES) {
    const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
    if (found !== "") return found;
  }
  return undefined;
}

function ofPlaywright(): string | undefined {
  try {
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** A browser for the tests: given, on the PATH, Playwright's own, or installed now. Throws with the command to run. */
export function findBrowser(say: (line: string) => void): string {
  const given = process.env["CHROMIUM_PATH"];
  if (given !== undefined) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH: ${given} does not exist.`);
    return given;
  }
  const found = onPath() ?? ofPlaywright();
  if (found !== undefined) return found;
  say("No browser yet; trying Playwright's own …");
  spawnSync("npx", ["playwright", "install", "chromium"], { stdio: "ignore", timeout: 120_000 });
  const own = ofPlaywright();
  if (own !== undefined) return own;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing Debian's chromium …");
    spawnSync("apt-get", ["update"], { stdio: "ignore", timeout: 180_000 });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
      stdio: "ignore",
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const installed = onPath();
  if (installed !== undefined) return installed;
  throw new Error(
    "No browser was found or could be installed. Run `apt-get install chromium` (Debian) or `npx playwright install chromium`, or set CHROMIUM_PATH.",
  );
}
