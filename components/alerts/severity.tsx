import { Info, Siren, TriangleAlert } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import type { Severity } from "#lib/alerts/schema.ts";

const LOOKS = {
  info: { word: "Info", tone: "info", icon: Info },
  warn: { word: "Warning", tone: "warn", icon: TriangleAlert },
  page: { word: "Page", tone: "bad", icon: Siren },
} as const;

export function SeverityChip({ severity }: { severity: Severity }) {
  const { word, tone, icon } = LOOKS[severity];
  return (
    <Chip tone={tone} icon={icon}>
      {word}
    </Chip>
  );
}

export const severityOptions = Object.entries(LOOKS).map(([value, { word }]) => ({ value, word }));
