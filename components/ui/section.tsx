import type { ReactNode } from "react";

type Props = { title: string; note?: ReactNode; aside?: ReactNode; id?: string; children: ReactNode };

/** A part of a page: head, a quiet note beside it, and something at the far end. */
export function Section({ title, note, aside, id, children }: Props) {
  return (
    <section id={id} aria-label={title} className="[&:not(:first-child)]:mt-8">
      <div className="mb-2 flex min-h-6 flex-wrap items-baseline gap-x-3">
        <h2 className="font-semibold text-14">{title}</h2>
        {note ? <span className="text-13 text-ink-3">{note}</span> : null}
        {aside ? <div className="ml-auto text-13">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** A bordered surface. Never inside another one. */
export function Panel({ padded = true, children }: { padded?: boolean; children: ReactNode }) {
  return <div className={`min-w-0 rounded-md border border-line bg-surface ${padded ? "p-4" : ""}`}>{children}</div>;
}

/** Content with a 296 px aside that moves below on narrow screens. */
export function WithAside({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_var(--spacing-aside)] items-start gap-8 [&:not(:first-child)]:mt-8 max-lg:grid-cols-[minmax(0,1fr)]">
      <div className="min-w-0">{children}</div>
      <aside className="min-w-0">{aside}</aside>
    </div>
  );
}
