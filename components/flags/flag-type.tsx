import { FlaskConical, KeyRound, type LucideIcon, OctagonPause, Rocket, SlidersHorizontal } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { FLAG_TYPE_WORDS, type FlagType } from "#lib/flags/words.ts";

export const flagTypeIcons: Record<FlagType, LucideIcon> = {
  release: Rocket,
  experiment: FlaskConical,
  operational: SlidersHorizontal,
  kill_switch: OctagonPause,
  permission: KeyRound,
};

export function FlagTypeChip({ type }: { type: FlagType }) {
  return <Chip icon={flagTypeIcons[type]}>{FLAG_TYPE_WORDS[type]}</Chip>;
}
