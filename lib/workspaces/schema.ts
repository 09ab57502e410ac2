import { z } from "zod";

/** A form says it in words. */
const YesNo = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);

/** Numbers that the seeds do not give; an admin of the workspace edits them. Times are seconds. */
export const WorkspacePolicies = z.object({
  allowOwnApproval: YesNo.default(false),
  bakeTimeSeconds: z.coerce
    .number("Write a number.")
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(86_400),
  regressionGraceSeconds: z.coerce
    .number("Write a number.")
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(900),
  drillValidDays: z.coerce.number("Write a number.").int().min(1).max(365).default(90),
  credentialProbeValidHours: z.coerce.number("Write a number.").int().min(1).max(720).default(24),
  auditRetentionDays: z.coerce.number("Write a number.").int().min(30).max(3_650).default(365),
  eventRetentionDays: z.coerce.number("Write a number.").int().min(1).max(3_650).default(30),
});
export type WorkspacePolicies = z.infer<typeof WorkspacePolicies>;

export const UpdatePolicies = z.strictObject({ policies: WorkspacePolicies.partial() });

export const NoInput = z.strictObject({});
export const ChooseEnvironment = z.strictObject({ environment: z.enum(["test", "live"]) });
/** The slug names the workspace to the command line and in files; it stays. */
export const CreateWorkspace = z.strictObject({
  name: z.string().trim().min(1, "Give the workspace a name.").max(80, "At most 80 characters."),
  slug: z
    .string()
    .trim()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single dashes, such as northwind-eu.")
    .max(60, "At most 60 characters."),
});
export const ChooseWorkspace = z.strictObject({ workspace: z.string().min(1).max(80) });

/** A workspace of the person who asks; `here` is the one that is open. */
export type OwnWorkspaceDto = { slug: string; name: string; role: string; isDemo: boolean; here: boolean };
