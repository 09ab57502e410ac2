import { defineConfig } from "vitest/config";

const shared = { ssr: { resolve: { conditions: ["react-server"] } } };

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["{lib,components,app,processes,scripts,bench,drills}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "node_modules/**"],
          env: { LOG_LEVEL: "silent" },
        },
      },
      {
        ...shared,
        test: {
          name: "db",
          include: ["{lib,processes,app,scripts}/**/*.db.test.ts"],
          globalSetup: "lib/testing/vitest-global.ts",
          setupFiles: "lib/testing/vitest-setup.ts",
          // Some promises are about seconds; a machine of strangers may be slow once, not twice.
          retry: process.env["CI"] === undefined ? 0 : 1,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
    ],
  },
});
