import "server-only";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65535);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const list = z
  .string()
  .default("")
  .transform((text) => text.split(/[,\s]+/).filter((word) => word !== ""));

/** Every variable that the product reads; `docs/architecture.md` lists them for people. */
const Variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  INTERLOCK_HOME: z
    .string()
    .min(1)
    .default("./.interlock")
    .transform((path) => resolve(path)),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "expected postgresql://user:password@host:port/database")
    .optional(),
  PORT: port.default(3000),
  GATEWAY_PORT: port.default(3001),
  WORKER_PORT: port.optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Reverse proxies in front of the web process, each of which adds to X-Forwarded-For; 0 believes the socket alone. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(8).default(0),
  PUBLIC_URL: httpUrl.optional(),
  GATEWAY_PUBLIC_URL: httpUrl.optional(),
  INTERLOCK_KEYS: z
    .string()
    .regex(
      /^[\w.-]{1,32}:[A-Za-z0-9+/=]+(,[\w.-]{1,32}:[A-Za-z0-9+/=]+)*$/,
      "expected kid:base64,kid:base64 with keys of 32 bytes",
    )
    .optional(),
  INTERLOCK_ADMIN_EMAIL: z.email().default("admin@interlock.local"),
  INTERLOCK_ADMIN_PASSWORD: z.string().min(8).optional(),
  INTERLOCK_DEMO: z.enum(["0", "1"]).optional(),
  /** host:port where the worker serves the demo's labelled provider simulator; the supervisor sets it. */
  INTERLOCK_SIMULATOR: z
    .string()
    .regex(/^[\d.]+:\d+$/, "expected address:port")
    .optional(),
  INTERLOCK_AUTH_SECRET: z.string().min(32).optional(),
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  NEXTAUTH_URL: httpUrl.optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("single sign-on"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "expected smtp://user:password@host:port")
    .optional(),
  SMTP_FROM: z.string().default("Interlock <interlock@localhost>"),
  EGRESS_ALLOW_CIDRS: list,
  EGRESS_ALLOW_HOSTS: list,
  GATEWAY_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type Env = Omit<z.infer<typeof Variables>, "PUBLIC_URL" | "GATEWAY_PUBLIC_URL"> & {
  PUBLIC_URL: string;
  GATEWAY_PUBLIC_URL: string;
};

const TOGETHER = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];

/** Single sign-on that is set up by half would look like one that was never set up. */
function halfGiven(present: Record<string, string | undefined>): string[] {
  const missing = TOGETHER.filter((name) => present[name] === undefined);
  const given = [...TOGETHER, "OIDC_NAME"].filter((name) => present[name] !== undefined);
  if (given.length === 0 || missing.length === 0) return [];
  return [
    `${missing.join(", ")}: missing. Single sign-on needs ${TOGETHER.join(", ")} together; you gave ${given.join(", ")}.`,
  ];
}

/** Throws with one line a problem: which variable, what is wrong, what would be right. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Variables.safeParse(present);
  const known = new Set(Object.keys(Variables.shape));
  const lines = Object.keys(present)
    .filter((name) => name.startsWith("INTERLOCK_") && !known.has(name) && name !== "INTERLOCK_BUILD_ID")
    .map(
      (name) =>
        `${name}: not a variable of Interlock. Known: ${[...known].filter((k) => k.startsWith("INTERLOCK_")).join(", ")}.`,
    );
  lines.push(...halfGiven(present));
  if (!parsed.success) lines.push(...parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}.`));
  if (!parsed.success || lines.length > 0) throw new Error(lines.join("\n"));
  const env = parsed.data;
  return {
    ...env,
    PUBLIC_URL: env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`,
    GATEWAY_PUBLIC_URL: env.GATEWAY_PUBLIC_URL ?? `http://${env.HOST}:${env.GATEWAY_PORT}`,
  };
}

let parsedOnce: Env | undefined;

/** The only reader of `process.env` in the product. */
export function env(): Env {
  parsedOnce ??= parseEnv(process.env);
  return parsedOnce;
}

export function homePath(...parts: string[]): string {
  mkdirSync(env().INTERLOCK_HOME, { recursive: true, mode: 0o700 });
  return resolve(env().INTERLOCK_HOME, ...parts);
}

/** What a child process gets: our own variables without the options that belong to this process alone. */
export function inheritedEnvironment(): Record<string, string> {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  return Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** What `env:NAME` may never name: our own keys and addresses, and what steers the process. */
const NEVER_REFERENCED = /^(INTERLOCK_|OIDC_|SMTP_|METRICS_|PG|NODE_|npm_|NPM_|LD_)|^(DATABASE_URL|PATH|HOME)$/;

/** The value behind a credential's `env:NAME`, read at use. An admin of a workspace must not reach Interlock's own secrets. */
export function referencedVariable(name: string): string | undefined {
  return NEVER_REFERENCED.test(name) ? undefined : process.env[name];
}
