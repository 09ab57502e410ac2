"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { SaveStatus } from "#components/ui/save-state.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { SectionConflict, SectionFields } from "#lib/designs/schema.ts";

export type Content = { body: string; values: SectionFields };
export type Saved = { revision: number; contentHash: string; savedAt: string };
type Save = (input: unknown) => Promise<ActionResult<Saved>>;
type Errors = Readonly<Record<string, string[]>>;

const PAUSE_MS = 1_200;
const draftKey = (id: string) => `interlock-draft:${id}`;

type Options = {
  id: string;
  address: { slug: string; key: string };
  start: Content & { revision: number; savedAt: string | null };
  save: Save;
};

/** Saves a moment after the last key. What could not be saved stays in this browser until it is. */
export function useAutosave({ id, address, start, save }: Options) {
  const router = useRouter();
  const [content, setContent] = useState<Content>({ body: start.body, values: start.values });
  const [status, setStatus] = useState<SaveStatus>(
    start.savedAt === null ? { state: "untouched" } : { state: "saved", at: new Date(start.savedAt) },
  );
  const [errors, setErrors] = useState<Errors>({});
  const [theirs, setTheirs] = useState<SectionConflict | null>(null);
  const [draft, setDraft] = useState<Content | null>(null);
  const revision = useRef(start.revision);
  const wanted = useRef<Content | null>(null);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    const kept = readDraft(id);
    if (kept !== null && JSON.stringify(kept) !== JSON.stringify({ body: start.body, values: start.values }))
      setDraft(kept);
    return () => clearTimeout(timer.current);
  }, [id, start.body, start.values]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (wanted.current !== null) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);

  const flush = async () => {
    const sending = wanted.current;
    if (busy.current || sending === null) return;
    busy.current = true;
    setStatus({ state: "saving" });
    const input = { ...address, body: sending.body, fields: sending.values, baseRevision: revision.current };
    const answer = await save(input).catch(() => null);
    busy.current = false;
    if (answer?.ok) {
      revision.current = answer.data.revision;
      if (wanted.current === sending) wanted.current = null;
      if (wanted.current === null) forgetDraft(id);
      setErrors({});
      setStatus({ state: "saved", at: new Date(answer.data.savedAt) });
      if (wanted.current === null) router.refresh();
      else void flush();
      return;
    }
    if (answer === null) {
      setStatus({ state: "failed", message: "The server did not answer. Your text is kept in this browser." });
      return;
    }
    const conflict = answer.error.kind === "conflict" ? toConflict(answer.error.details) : null;
    if (conflict !== null) setTheirs(conflict);
    setErrors(answer.error.fields ?? {});
    setStatus({
      state: "failed",
      message: conflict === null ? answer.error.message : `${conflict.by} changed it meanwhile.`,
    });
  };

  const change = (next: Content) => {
    setContent(next);
    wanted.current = next;
    keepDraft(id, next);
    clearTimeout(timer.current);
    // Paused during a conflict: the person chooses first.
    if (theirs === null) timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  const settle = (next: Content) => {
    if (theirs !== null) revision.current = theirs.revision;
    setTheirs(null);
    setContent(next);
    wanted.current = next;
    void flush();
  };
  const takeDraft = () => {
    if (draft !== null) change(draft);
    setDraft(null);
  };
  const dropDraft = () => {
    forgetDraft(id);
    setDraft(null);
  };
  return { content, change, status, errors, theirs, settle, draft, takeDraft, dropDraft, retry: () => void flush() };
}

function toConflict(details: Record<string, unknown> | undefined): SectionConflict | null {
  if (details === undefined) return null;
  const { revision, body, fields, by, at } = details;
  if (typeof revision !== "number" || typeof body !== "string" || typeof by !== "string" || typeof at !== "string")
    return null;
  return { revision, body, by, at, fields: isFields(fields) ? fields : {} };
}

function isFields(value: unknown): value is SectionFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// A browser may refuse storage; then only the promise of the draft is lost, not the page.
function readDraft(id: string): Content | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(draftKey(id)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("body" in kept) || !("values" in kept)) return null;
    return typeof kept.body === "string" && isFields(kept.values) ? { body: kept.body, values: kept.values } : null;
  } catch {
    return null;
  }
}

function keepDraft(id: string, content: Content): void {
  try {
    localStorage.setItem(draftKey(id), JSON.stringify(content));
  } catch {
    // Full or forbidden: the autosave itself still runs.
  }
}

function forgetDraft(id: string): void {
  try {
    localStorage.removeItem(draftKey(id));
  } catch {
    // Nothing was kept.
  }
}
