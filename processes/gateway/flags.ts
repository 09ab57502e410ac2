/**
 * How node is started for a gateway. By itself V8 gives its young generation 128 MiB on a machine with much memory; a
 * request lives for milliseconds, and a quarter of that holds them.
 */
export const GATEWAY_FLAGS: readonly string[] = ["--max-semi-space-size=16"];
