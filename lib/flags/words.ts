export const FLAG_TYPES = ["release", "experiment", "operational", "kill_switch", "permission"] as const;
export type FlagType = (typeof FLAG_TYPES)[number];

export const FLAG_TYPE_WORDS: Record<FlagType, string> = {
  release: "Release",
  experiment: "Experiment",
  operational: "Operational",
  kill_switch: "Kill switch",
  permission: "Permission",
};
