import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ExpiryDto } from "#lib/reports/schema.ts";

export function Expiring({ rows }: { rows: readonly ExpiryDto[] }) {
  if (rows.length === 0) return null;
  return (
    <Section title="Ends within 14 days" note={String(rows.length)}>
      <ul className="grid gap-2.5 text-13">
        {rows.map((row) => (
          <li key={`${row.kind} ${row.id}`}>
            <TextLink href={row.href}>{row.label}</TextLink>
            <span className="block text-12 text-ink-3">
              {row.kind === "credential" ? "Credential" : "Waiver"}, <RelativeTime at={row.expiresAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
