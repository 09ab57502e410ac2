import type { KeyMode } from "./schema.ts";

/** Prefixes by which providers mark a key's mode. A key that none of them knows carries no mode. */
const TEST = [/^(sk|rk|pk|rzp|whsec)_test_/, /^pdl_sdbx_/, /^(test|sandbox)[_-]/i, /[_-](test|sandbox|sbx)[_-]/i];
const LIVE = [/^(sk|rk|pk|rzp|whsec)_live_/, /^pdl_live_/, /^(live|prod)[_-]/i, /[_-](live|prod)[_-]/i];

export function keyModeOf(value: string): Exclude<KeyMode, "unknown"> {
  if (LIVE.some((shape) => shape.test(value))) return "live";
  if (TEST.some((shape) => shape.test(value))) return "test";
  return "unmarked";
}
