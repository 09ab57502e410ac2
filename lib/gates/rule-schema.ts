import { z } from "zod";
import { OPS, type Rule } from "./rules.ts";

const Leaf = z.strictObject({
  fact: z.string().min(1),
  op: z.enum(OPS),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  otherwise: z.literal("failed").optional(),
  withinHours: z.number().positive().optional(),
});

/** What the database holds is read back through this; a rule that does not parse is an error, never a pass. */
export const RuleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    Leaf,
    z.strictObject({ all: z.array(RuleSchema) }),
    z.strictObject({ any: z.array(RuleSchema) }),
    z.strictObject({ not: RuleSchema }),
  ]),
);
