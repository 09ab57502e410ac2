"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Tabs } from "#components/ui/tabs.tsx";

type Props = { slug: string; label: string; counts: Readonly<Record<string, number | undefined>> };

const TABS = [
  { segment: null, word: "Overview" },
  { segment: "design", word: "Design" },
  { segment: "systems", word: "Systems & flows" },
  { segment: "checklist", word: "Checklist" },
  { segment: "gates", word: "Gates" },
  { segment: "webhooks", word: "Webhooks" },
  { segment: "connections", word: "Connections" },
  { segment: "flags", word: "Flags" },
  { segment: "drills", word: "Drills" },
  { segment: "activity", word: "Activity" },
  { segment: "settings", word: "Settings" },
] as const;

/** The address says which tab is open; that is all this needs the browser for. */
export function IntegrationTabs({ slug, label, counts }: Props) {
  const here = useSelectedLayoutSegment();
  return (
    <Tabs
      label={label}
      tabs={TABS.map(({ segment, word }) => ({
        href: segment === null ? `/integrations/${slug}` : `/integrations/${slug}/${segment}`,
        word,
        here: segment === here,
        ...(segment !== null && counts[segment] !== undefined ? { count: counts[segment] } : {}),
      }))}
    />
  );
}
