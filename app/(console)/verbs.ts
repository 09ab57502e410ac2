import type { Verb } from "#components/shell/command-list.ts";
import { allows, type Permission, type Role } from "#lib/auth/permissions.ts";

const VERBS: (Verb & { needs?: Permission })[] = [
  { label: "New integration", href: "/integrations/new", group: "Create", needs: "designs:write" },
  { label: "New source", href: "/webhooks/sources/new", group: "Create", needs: "webhooks:write-test" },
  { label: "New destination", href: "/webhooks/destinations/new", group: "Create", needs: "webhooks:write-test" },
  { label: "New connection", href: "/connections/new", group: "Create", needs: "connections:write-test" },
  { label: "New flag", href: "/flags/new", group: "Create", needs: "flags:define" },
  { label: "Dead letters", href: "/webhooks/dead-letters", group: "Look" },
  { label: "Events", href: "/webhooks/events", group: "Look" },
  { label: "Quarantine", href: "/webhooks/quarantine", group: "Look" },
  { label: "Alert rules", href: "/alerts/rules", group: "Look" },
  { label: "Runbooks", href: "/runbooks", group: "Look" },
  { label: "Invite a member", href: "/settings/members", group: "Run the workspace", needs: "members:write" },
  { label: "Create a token", href: "/settings/tokens", group: "Run the workspace", needs: "tokens:write" },
  { label: "Policies", href: "/settings/policies", group: "Run the workspace" },
  { label: "Your password and sessions", href: "/settings/account", group: "Run the workspace" },
];

/** What this role may do from the palette. */
export function verbsFor(role: Role): Verb[] {
  return VERBS.filter(({ needs }) => needs === undefined || allows(role, needs)).map(({ needs: _, ...verb }) => verb);
}
