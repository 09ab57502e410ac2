import { Tabs } from "#components/ui/tabs.tsx";

const PLACES = [
  { href: "/alerts", word: "Now" },
  { href: "/alerts/rules", word: "Rules" },
  { href: "/alerts/channels", word: "Channels" },
  { href: "/runbooks", word: "Runbooks" },
] as const;

type Props = {
  here: (typeof PLACES)[number]["href"];
  counts: { open: number; rules: number; channels: number; runbooks: number };
};

export function AlertsTabs({ here, counts }: Props) {
  const of = {
    "/alerts": counts.open,
    "/alerts/rules": counts.rules,
    "/alerts/channels": counts.channels,
    "/runbooks": counts.runbooks,
  };
  return (
    <Tabs
      label="Alerts"
      tabs={PLACES.map((place) => ({ ...place, count: of[place.href], here: place.href === here }))}
    />
  );
}
