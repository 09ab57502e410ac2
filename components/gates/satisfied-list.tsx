import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Icon } from "#components/ui/icon.tsx";
import type { ItemDto } from "#lib/gates/schema.ts";

type Props = { title: string; slug: string; gate: string; items: readonly ItemDto[] };

/** What does not hold the gate stands behind one click, with its reason. */
export function SatisfiedList({ title, slug, gate, items }: Props) {
  if (items.length === 0) return null;
  return (
    <details className="group mt-2 rounded-md border border-line bg-surface">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-2.5 text-13">
        <Icon of={ChevronRight} size={14} className="text-ink-3 group-open:rotate-90" />
        <span className="font-medium">{title}</span>
        <span className="text-ink-3">{items.length}</span>
      </summary>
      <ul className="border-line border-t">
        {items.map((item) => (
          <li
            key={item.key}
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-3 border-line border-b px-3 py-2 text-13 last:border-b-0 max-md:grid-cols-1"
          >
            <span className="min-w-0">
              <Link
                className="font-medium hover:underline"
                href={`/integrations/${slug}/checklist?gate=${gate}&item=${item.key}`}
              >
                {item.wording}
              </Link>
              <span className="mono block text-12 text-ink-3">{item.key}</span>
            </span>
            <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">{item.sentence}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
