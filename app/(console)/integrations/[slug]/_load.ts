import "server-only";
import { cache } from "react";
import { AppError } from "#lib/core/errors.ts";
import { getChecklist } from "#lib/gates/queries.ts";
import type { ChecklistDto } from "#lib/gates/schema.ts";
import { getIntegration } from "#lib/integrations/queries.ts";
import { getLine } from "#lib/reports/queries.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";

/** Once a request: layout and page ask for the same things. */
export const loadIntegration = cache(async (slug: string) => {
  const { ctx } = await requireSession();
  return found(getIntegration(ctx, slug));
});

/** Null for an archived integration: its checklist is at rest. */
export const loadChecklist = cache(async (slug: string): Promise<ChecklistDto | null> => {
  const { ctx } = await requireSession();
  try {
    return await getChecklist(ctx, slug);
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  }
});

/** The live line: gates and traffic modes are about nothing else. */
export const loadLine = cache(async (slug: string) => {
  const { ctx } = await requireSession();
  const { id } = await loadIntegration(slug);
  return getLine(ctx, id, "live");
});
