import { cx } from "#components/ui/cx.ts";
import type { DiffLine, SectionDiff } from "#lib/designs/schema.ts";

type Row = { left: DiffLine | null; right: DiffLine | null };

/** The old text left, the new one right; a sign and a word beside the colour. Upright on narrow screens. */
export function SideBySide({ diff }: { diff: SectionDiff }) {
  return (
    <div>
      <h3 className="mb-1.5 font-medium text-13">{diff.title}</h3>
      <div className="overflow-hidden rounded-md border border-line bg-surface font-mono text-12">
        {pair(diff.lines).map((row) => (
          <div
            key={`${row.left?.left ?? ""}:${row.right?.right ?? ""}`}
            className="grid grid-cols-2 max-md:grid-cols-1 [&>*]:min-w-0 md:[&>*+*]:border-line md:[&>*+*]:border-l"
          >
            <Cell line={row.left} side="left" />
            <Cell line={row.right} side="right" />
          </div>
        ))}
      </div>
    </div>
  );
}

function Cell({ line, side }: { line: DiffLine | null; side: "left" | "right" }) {
  if (line === null) return <div className="bg-sunken max-md:hidden" />;
  const same = line.kind === "same";
  return (
    <div
      className={cx(
        "flex gap-2 px-2 py-0.5",
        line.kind === "removed" && "bg-bad-soft",
        line.kind === "added" && "bg-ok-soft",
        same && side === "right" && "max-md:hidden",
      )}
    >
      <span className="w-7 shrink-0 select-none text-right text-ink-3">{side === "left" ? line.left : line.right}</span>
      <span className="w-2 shrink-0 select-none" aria-hidden="true">
        {same ? "" : line.kind === "added" ? "+" : "−"}
      </span>
      {same ? null : <span className="sr-only">{line.kind}: </span>}
      <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">{line.text === "" ? " " : line.text}</span>
    </div>
  );
}

/** Removed and added lines that stand together become rows. */
function pair(lines: readonly DiffLine[]): Row[] {
  const rows: Row[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const close = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++)
      rows.push({ left: removed[at] ?? null, right: added[at] ?? null });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === "removed") removed.push(line);
    else if (line.kind === "added") added.push(line);
    else {
      close();
      rows.push({ left: line, right: line });
    }
  }
  close();
  return rows;
}
