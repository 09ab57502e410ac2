import pino from "pino";
import { redactText } from "./redact.ts";
import { currentTrace } from "./trace.ts";

const FIELDS = [
  "password",
  "secret",
  "secrets",
  "token",
  "authorization",
  "cookie",
  "apiKey",
  "value",
  "sealed",
  "signingSecret",
  "body",
];

export function loggerOptions(name: string, level: string): pino.LoggerOptions {
  return {
    name,
    level,
    base: { process: name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: "[redacted]" },
    mixin: () => currentTrace() ?? {},
    serializers: { err: (error: unknown) => (error instanceof Error ? serializeError(error) : error) },
    // The last net: a secret inside free text (an error message, a header value) is masked by its shape.
    hooks: { streamWrite: redactText },
  };
}

function serializeError(error: Error): Record<string, unknown> {
  return { type: error.name, message: error.message, stack: error.stack };
}

export type Log = pino.Logger;

/** The command line's answers own standard output, for scripts take them as they are: its log lines go to the other. */
export function makeLogger(name: string): Log {
  if (name !== "cli") return pino(loggerOptions(name, process.env["LOG_LEVEL"] ?? "info"));
  return pino(loggerOptions(name, process.env["LOG_LEVEL"] ?? "warn"), pino.destination({ dest: 2, sync: true }));
}
