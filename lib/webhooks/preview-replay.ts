import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { PreviewReplay, type ReplayPreview } from "./schema.ts";
import { storedSelection, summarize } from "./select-ended.ts";

/** What a replay would do, without doing it. */
export async function previewReplay(ctx: Ctx, raw: unknown): Promise<ReplayPreview> {
  authorize(ctx, "workspace:read");
  const input = parseInput(PreviewReplay, raw);
  const { total, sendable, live, known, destinations } = await summarize(ctx, storedSelection(input));
  if (known === 0) throw notFound("None of these deliveries");
  return { count: sendable, leftOut: Math.max(total, input.deliveryIds?.length ?? 0) - sendable, live, destinations };
}
