import type { z } from "zod";
import type { Permission } from "#lib/auth/permissions.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { invalid } from "#lib/core/errors.ts";
import { type Mutation, parseInput } from "#lib/core/mutation.ts";
import { outbound } from "#lib/http/outbound/process-outbound.ts";

/** A name that has no address yet may be saved; an address that may never be called may not. */
async function assertCallable(url: string): Promise<void> {
  const checked = await outbound().checkUrl(url);
  if (checked.ok || (checked.error !== "ssrf_blocked" && checked.error !== "bad_url")) return;
  throw invalid(checked.message, { baseUrl: [checked.message] });
}

type HasUrl = z.ZodType<{ baseUrl?: string | undefined }>;

/** The look-up happens before the transaction opens, and only for who may write at all. */
export function checkUrlFirst<Input extends HasUrl, Value>(
  write: Mutation<Input, Value>,
  permissionFor: (input: z.output<Input>) => Permission,
): Mutation<Input, Value> {
  const perform = async (ctx: Ctx, raw: unknown): Promise<Value> => {
    const input = parseInput(write.input, raw);
    authorize(ctx, permissionFor(input));
    if (input.baseUrl !== undefined) await assertCallable(input.baseUrl);
    return write(ctx, raw);
  };
  return Object.assign(perform, { verb: write.verb, permission: write.permission, input: write.input });
}
