import {
  Bell,
  Flag,
  LayoutDashboard,
  Library,
  type LucideIcon,
  Plug,
  ScrollText,
  Settings2,
  ShieldCheck,
  Waypoints,
  Webhook,
} from "lucide-react";

export type PlaceCounts = {
  /** Gates that wait for the viewer. */
  gates?: number;
  deadLetters?: number;
  firingAlerts?: number;
};

export type Place = {
  href: string;
  word: string;
  icon: LucideIcon;
  /** After `g`. */
  key: string;
  count?: { of: keyof PlaceCounts; tone: "ink" | "bad"; says: string };
  /** At the foot of the rail. */
  foot?: boolean;
  /** In the bar of narrow screens; the others stand behind More. */
  bar?: boolean;
};

export const places: readonly Place[] = [
  { href: "/", word: "Overview", icon: LayoutDashboard, key: "o", bar: true },
  { href: "/integrations", word: "Integrations", icon: Waypoints, key: "i" },
  {
    href: "/gates",
    word: "Gates",
    icon: ShieldCheck,
    key: "g",
    bar: true,
    count: { of: "gates", tone: "ink", says: "waiting for you" },
  },
  {
    href: "/webhooks",
    word: "Webhooks",
    icon: Webhook,
    key: "w",
    bar: true,
    count: { of: "deadLetters", tone: "bad", says: "dead letters" },
  },
  { href: "/connections", word: "Connections", icon: Plug, key: "c" },
  { href: "/flags", word: "Flags", icon: Flag, key: "f", bar: true },
  {
    href: "/alerts",
    word: "Alerts",
    icon: Bell,
    key: "a",
    bar: true,
    count: { of: "firingAlerts", tone: "bad", says: "firing" },
  },
  { href: "/audit", word: "Audit", icon: ScrollText, key: "u" },
  { href: "/providers", word: "Providers", icon: Library, key: "p", foot: true },
  { href: "/settings", word: "Settings", icon: Settings2, key: ",", foot: true },
];

export function isAt(place: Place, path: string): boolean {
  return place.href === "/" ? path === "/" : path === place.href || path.startsWith(`${place.href}/`);
}
