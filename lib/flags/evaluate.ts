/**
 * Pure. A boolean flag has one state an environment. The shape leaves room for Unleash's strategies: alternatives,
 * any of which turns an enabled flag on; a flag without strategies is on for everybody.
 */
export type FlagSetting = {
  readonly key: string;
  readonly enabled: boolean;
  readonly type: string;
  readonly revision: number;
  readonly strategies: readonly Strategy[];
};

export type Strategy = (context: EvaluationContext) => boolean;

export type EvaluationContext = Readonly<Record<string, unknown>>;

/** OpenFeature's words. `value` is always there: clients of the older protocol fail without one. */
export type Evaluation = {
  key: string;
  value: boolean;
  reason: "STATIC" | "TARGETING_MATCH" | "DISABLED";
  variant: "on" | "off";
  metadata: Record<string, string | number | boolean>;
};

export function evaluateFlag(flag: FlagSetting, context: EvaluationContext): Evaluation {
  const metadata = { flagType: flag.type, revision: flag.revision };
  if (!flag.enabled) return { key: flag.key, value: false, reason: "DISABLED", variant: "off", metadata };
  if (flag.strategies.length === 0) return { key: flag.key, value: true, reason: "STATIC", variant: "on", metadata };
  const value = flag.strategies.some((holds) => holds(context));
  return { key: flag.key, value, reason: "TARGETING_MATCH", variant: value ? "on" : "off", metadata };
}

/** Whether a kill switch lets traffic through: enabled runs, disabled stops. */
export function letsTrafficThrough(flag: { enabled: boolean }): boolean {
  return flag.enabled;
}
