import type { Stage } from "./stage.ts";

/** One fault and what must still hold. `run` answers the figures of its row and throws what did not hold. */
export type Drill = {
  id: string;
  title: string;
  /** Part of `npm test`: short, and nothing that it expects depends on how fast the machine is. */
  fast?: true;
  /** Variables that its processes get, the drill's own among them. */
  environment?: Readonly<Record<string, string>>;
  run: (stage: Stage, options: { full: boolean }) => Promise<string>;
};

export class NotHeld extends Error {}

/** The sentence says what is expected, so that a failing row reads as what went wrong. */
export function expect(what: string, holds: boolean, seen?: unknown): void {
  if (holds) return;
  throw new NotHeld(`Expected ${what}${seen === undefined ? "" : `; saw ${JSON.stringify(seen)}`}.`);
}
