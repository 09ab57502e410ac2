import type { ReactNode } from "react";
import { StateHead } from "#components/ui/page-head.tsx";
import { sayCount } from "#components/ui/say-number.ts";
import { Tabs } from "#components/ui/tabs.tsx";
import type { TrafficCounts } from "#lib/webhooks/traffic-schema.ts";

type Here = "events" | "deliveries" | "dead-letters" | "destinations" | "sources" | "quarantine";

const tabs: readonly { key: Here; word: string; count?: (counts: TrafficCounts) => number }[] = [
  { key: "events", word: "Events" },
  { key: "deliveries", word: "Deliveries", count: (counts) => waitingOf(counts) },
  { key: "dead-letters", word: "Dead letters", count: ({ dead }) => dead },
  { key: "destinations", word: "Destinations", count: ({ destinations }) => destinations },
  { key: "sources", word: "Sources", count: ({ sources }) => sources },
  { key: "quarantine", word: "Quarantine", count: ({ quarantine }) => quarantine },
];

export function waitingOf({ pending, leased, held, parked }: TrafficCounts): number {
  return pending + leased + held + parked;
}

type Props = { here: Here; counts: TrafficCounts; says: ReactNode; meta?: ReactNode; actions?: ReactNode };

/** The sentence first, then the places; each with what there is to see. */
export function WebhooksHead({ here, counts, says, meta, actions }: Props) {
  return (
    <>
      <StateHead says={says} meta={meta} actions={actions} />
      <WebhookTabs here={here} counts={counts} />
    </>
  );
}

export function WebhookTabs({ here, counts }: Pick<Props, "here" | "counts">) {
  return (
    <Tabs
      label="Webhooks"
      tabs={tabs.map(({ key, word, count }) => ({
        href: `/webhooks/${key}`,
        word,
        here: key === here,
        ...(count ? { count: sayCount(count(counts)) } : {}),
      }))}
    />
  );
}
