/** What a colour means. `ink` and `quiet` say that nothing needs attention. */
export type Tone = "ok" | "warn" | "bad" | "park" | "info" | "ink" | "quiet";

export const toneText: Record<Tone, string> = {
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  park: "text-park",
  info: "text-info",
  ink: "text-ink",
  quiet: "text-ink-3",
};

export const toneSoft: Record<Tone, string> = {
  ok: "border-ok-line bg-ok-soft text-ok",
  warn: "border-warn-line bg-warn-soft text-warn",
  bad: "border-bad-line bg-bad-soft text-bad",
  park: "border-park-line bg-park-soft text-park",
  info: "border-info-line bg-info-soft text-info",
  ink: "border-line-strong bg-surface text-ink",
  quiet: "border-line bg-sunken text-ink-2",
};

/** CSS colours for drawn shapes. */
export const toneStroke: Record<Tone, string> = {
  ok: "var(--ok-fill)",
  warn: "var(--warn-fill)",
  bad: "var(--bad-fill)",
  park: "var(--park-fill)",
  info: "var(--info-fill)",
  ink: "var(--ink)",
  quiet: "var(--line-control)",
};
