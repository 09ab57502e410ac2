// Development only: Prisma's schema engine as WASM, with the repairs that make it work on Postgres 15 and 18.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { readMigrations } from "#lib/db/migrate.ts";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** "char" comes as an unknown type, and 18 lists NOT NULL among the constraints: both make the engine panic. */
class RepairedPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg's query are repeated by nobody
  override async query(...args: any[]): Promise<any> {
    const result = await super.query(...(args as [string]));
    for (const field of result.fields ?? []) if (field.dataTypeID === 18) field.dataTypeID = 25;
    const kind = result.fields?.findIndex((field) => field.name === "constraint_type") ?? -1;
    if (kind >= 0) result.rows = (result.rows as unknown[][]).filter((row) => row[kind] !== "n");
    return result;
  }
}

class EngineAdapter extends PrismaPg {
  private readonly url: string;
  constructor(url: string) {
    super(new RepairedPool({ connectionString: url, max: 2 }) as never);
    this.url = url;
  }
  override async connect(): Promise<Adapter> {
    return whole(await super.connect());
  }
  override async connectToShadowDb(): Promise<Adapter> {
    const name = `shadow_${process.pid}_${Date.now()}`;
    const admin = new pg.Client({ connectionString: this.url });
    await admin.connect();
    await admin.query(`create database ${name}`);
    const address = new URL(this.url);
    address.pathname = `/${name}`;
    const pool = new RepairedPool({ connectionString: address.toString(), max: 2 });
    const adapter = whole(await new PrismaPg(pool as never).connect());
    adapter.dispose = async () => {
      await pool.end();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    };
    return adapter;
  }
}

/** The adapter would split a script at every semicolon, also inside functions. */
function whole(adapter: Adapter): Adapter {
  const client = adapter as unknown as { client: pg.Pool; executeScript: (script: string) => Promise<void> };
  client.executeScript = async (script) => {
    try {
      await client.client.query(script);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      throw error;
    }
  };
  return adapter;
}

/** The SQL from the migrations' end state to the models, and whether it is empty. */
export async function diffFromMigrations(url: string, root: string): Promise<{ sql: string; isEmpty: boolean }> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => process.stderr.write(`${text}\n`) },
  });
  const { SchemaEngine } = (await import("@prisma/schema-engine-wasm" as string)) as {
    SchemaEngine: {
      new: (
        options: unknown,
        log: unknown,
        adapter: unknown,
      ) => Promise<{ diff: (input: unknown) => Promise<{ stdout: string; exitCode: number }> }>;
    };
  };
  const files = readdirSync(join(root, "prisma/schema")).map((name) => ({
    path: `prisma/schema/${name}`,
    content: readFileSync(join(root, "prisma/schema", name), "utf8"),
  }));
  const filters = { externalTables: ["public._prisma_migrations"], externalEnums: [] };
  const engine = await SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]), filters },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new EngineAdapter(url)),
  );
  const { stdout, exitCode } = await engine.diff({
    from: {
      tag: "migrations",
      baseDir: "prisma/migrations",
      lockfile: {
        path: "migration_lock.toml",
        content: readFileSync(join(root, "prisma/migrations/migration_lock.toml"), "utf8"),
      },
      shadowDbInitScript: "",
      migrationDirectories: readMigrations(join(root, "prisma/migrations")).map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
      })),
    },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters,
  });
  return { sql: stdout, isEmpty: exitCode === 0 };
}
