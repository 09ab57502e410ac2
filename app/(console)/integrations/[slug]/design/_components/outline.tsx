import Link from "next/link";
import { cx } from "#components/ui/cx.ts";
import { Icon } from "#components/ui/icon.tsx";
import { toneText } from "#components/ui/tone.ts";
import type { DesignDto } from "#lib/designs/schema.ts";
import { sectionLooks } from "./section-state.tsx";

type Props = { design: DesignDto; base: string; here: string | null };

/** The document's parts with their state; below 720 px it is a row that scrolls by itself. */
export function Outline({ design, base, here }: Props) {
  return (
    <nav aria-label="Sections" className="min-w-0 text-13 md:sticky md:top-16">
      <p className="mb-2 text-12 text-ink-3">
        {design.done} of {design.required} required sections are reviewed
      </p>
      <ol className="base-ui-disable-scrollbar relative grid gap-0.5 max-md:flex max-md:gap-1 max-md:overflow-x-auto">
        {design.sections.map((section) => {
          const look = sectionLooks[section.state];
          return (
            <li key={section.key} className="max-md:shrink-0">
              <Link
                href={`${base}?section=${section.key}`}
                scroll={false}
                aria-current={section.key === here ? "true" : undefined}
                className={cx(
                  "flex items-start gap-2 rounded-md px-2 py-1.5",
                  section.key === here ? "bg-pressed font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
                )}
              >
                <Icon of={look.icon} size={14} className={cx("mt-0.5", toneText[look.tone])} />
                <span className="min-w-0">
                  {section.title}
                  <span className="sr-only">, {look.word}</span>
                  {section.required ? null : <span className="font-normal text-12 text-ink-3"> optional</span>}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
