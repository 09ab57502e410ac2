"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "#components/ui/tabs.tsx";

const TABS = [
  ["/settings/members", "Members"],
  ["/settings/tokens", "Tokens"],
  ["/settings/policies", "Policies"],
  ["/settings/keys", "Keys"],
  ["/settings/workspaces", "Workspaces"],
  ["/settings/account", "Your account"],
] as const;

export function SettingsTabs() {
  const path = usePathname();
  return <Tabs label="Settings" tabs={TABS.map(([href, word]) => ({ href, word, here: path.startsWith(href) }))} />;
}
