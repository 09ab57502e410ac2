import { ItemStateTag } from "#components/state/item-state.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ItemDto } from "#lib/gates/schema.ts";

type Props = { slug: string; sectionKey: string; items: readonly ItemDto[] };

/** What this section proves: every item whose rule looks at it. */
export function LinkedItems({ slug, sectionKey, items }: Props) {
  const linked = items.filter((item) =>
    item.checks.some(({ fact }) => fact.startsWith(`doc.${sectionKey}.`) || fact === "doc.complete"),
  );
  if (linked.length === 0) return null;
  return (
    <section aria-label="Checklist items" className="text-13">
      <h2 className="mb-2 font-semibold text-14">Checklist items it proves</h2>
      <ul className="grid gap-3">
        {linked.map((item) => (
          <li key={item.key}>
            <TextLink href={`/integrations/${slug}/checklist?gate=${item.gate}&item=${item.key}`}>
              {item.wording}
            </TextLink>
            <span className="mt-0.5 flex flex-wrap gap-x-2 text-12">
              <ItemStateTag state={item.state} />
              <span className="mono text-ink-3">{item.key}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
