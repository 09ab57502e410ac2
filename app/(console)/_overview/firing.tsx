import { AlertStateTag } from "#components/state/alert-state.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { FiringDto } from "#lib/reports/schema.ts";

export function Firing({ firing }: { firing: readonly FiringDto[] }) {
  return (
    <Section title="Alerts" note={String(firing.length)} aside={<TextLink href="/alerts">All alerts</TextLink>}>
      {firing.length === 0 ? (
        <p className="text-13 text-ink-3">None fires or waits for a resolution.</p>
      ) : (
        <ul className="grid gap-3 text-13">
          {firing.map((alert) => (
            <li key={alert.id}>
              <AlertStateTag state={alert.state} /> <RelativeTime at={alert.firedAt} />
              <TextLink href={`/alerts/${alert.id}`} className="mt-0.5 block">
                {alert.summary}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
