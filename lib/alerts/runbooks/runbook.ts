import type { RunbookSlug } from "../schema.ts";

/** What a person reads who was woken. Each part is Markdown; the parts are the same on every page. */
export type Runbook = {
  slug: RunbookSlug;
  title: string;
  /** One line for the list. */
  summary: string;
  meaning: string;
  checks: string;
  actions: string;
  rollback: string;
  escalation: string;
};

export const RUNBOOK_PARTS = [
  ["meaning", "What it means"],
  ["checks", "Check first"],
  ["actions", "Safe actions"],
  ["rollback", "Take it back"],
  ["escalation", "When to call somebody"],
] as const satisfies readonly [keyof Runbook, string][];
