import { Chip } from "#components/ui/chip.tsx";

/** What the alert is about; ids are for machines and stay in the payload. */
export function LabelChips({ labels }: { labels: Record<string, string> }) {
  return (
    <>
      {Object.entries(labels)
        .filter(([name]) => !name.endsWith("_id"))
        .map(([name, value]) =>
          name === "environment" ? (
            <span key={name} className={`font-medium text-12 ${value === "live" ? "text-live" : "text-ink-3"}`}>
              {value}
            </span>
          ) : (
            <Chip key={name}>
              {name} {value}
            </Chip>
          ),
        )}
    </>
  );
}
