import type { Tone } from "#components/ui/tone.ts";

export function toneOfAction(action: string): Tone {
  if (/fall_back|regress|discard|remove|delete|stop|disable/.test(action)) return "bad";
  if (/park/.test(action)) return "park";
  if (/decide|review|accept|pass|release/.test(action)) return "ok";
  return "quiet";
}
