import type { Part } from "./part.ts";

const EVERY_MS = 20;

/** How much more memory a part takes than now, at its most; NaN where the system does not tell. */
export function watchMemory(part: Part): { growth: () => number } {
  const before = part.memory();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, part.memory());
  }, EVERY_MS);
  return {
    growth: () => {
      clearInterval(timer);
      return most - before;
    },
  };
}
