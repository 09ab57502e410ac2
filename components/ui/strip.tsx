export type StripLook = "ok" | "bad" | "half" | "park" | "none";

export type StripPart = { look: StripLook; share: number; says: string };

const fills: Record<StripLook, string> = {
  ok: "var(--ok-fill)",
  bad: "var(--bad-fill)",
  park: "var(--park-fill)",
  half: "repeating-linear-gradient(135deg, var(--warn-fill) 0 2px, var(--surface) 2px 4px)",
  none: "var(--line)",
};

/** A state over time as one strip: how long it was what. Parts are in order, `share` in any one unit. */
export function Strip({ label, parts }: { label: string; parts: readonly StripPart[] }) {
  return (
    <div
      role="img"
      aria-label={`${label}: ${parts.map((part) => part.says).join(", then ")}`}
      className="flex h-3 min-w-16 overflow-hidden rounded-xs bg-line"
    >
      {parts.map((part, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: parts follow each other and may be alike
          key={at}
          title={part.says}
          style={{ flexGrow: part.share, flexBasis: 0, background: fills[part.look] }}
        />
      ))}
    </div>
  );
}
