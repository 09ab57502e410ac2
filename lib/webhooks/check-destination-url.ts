import type { z } from "zod";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { invalid } from "#lib/core/errors.ts";
import { type Mutation, parseInput } from "#lib/core/mutation.ts";
import { outbound } from "#lib/http/outbound/process-outbound.ts";

/**
 * The same guard as at sending, before the transaction opens and only for who may write at all. A name that has no
 * address yet may be saved; an address that may never be called may not.
 */
export function checkDestinationUrl<Input extends z.ZodType<{ url?: string | undefined }>, Value>(
  write: Mutation<Input, Value>,
): Mutation<Input, Value> {
  const perform = async (ctx: Ctx, raw: unknown): Promise<Value> => {
    const { url } = parseInput(write.input, raw);
    authorize(ctx, "webhooks:write-test");
    if (url !== undefined) {
      const checked = await outbound().checkUrl(url);
      if (!checked.ok && (checked.error === "ssrf_blocked" || checked.error === "bad_url"))
        throw invalid(checked.message, { url: [checked.message] });
    }
    return write(ctx, raw);
  };
  return Object.assign(perform, { verb: write.verb, permission: write.permission, input: write.input });
}
