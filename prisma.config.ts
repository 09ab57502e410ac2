import { defineConfig } from "prisma/config";

// The address is only a name for the generator; processes build their own pools (lib/db/client.ts).
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_URL"] ?? "postgresql://interlock@localhost/interlock" },
});
