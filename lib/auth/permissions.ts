/** Role → permission, the one table. Pure: pages use it to say why a button is disabled, `mutation()` to refuse. */
export const ROLES = ["viewer", "engineer", "ops", "admin"] as const;
export type Role = (typeof ROLES)[number];

const VIEWER = ["workspace:read", "audit:read"] as const;
const ENGINEER = [
  "designs:write",
  "checklists:write",
  "gates:request",
  "waivers:request",
  "webhooks:write-test",
  "webhooks:replay-test",
  "connections:write-test",
  "connections:test",
  "flags:define",
  "flags:flip-test",
  "drills:run",
  "facts:push",
] as const;
const OPS = [
  "gates:decide",
  "waivers:approve",
  "alerts:acknowledge",
  "alerts:write",
  "webhooks:operate",
  "webhooks:replay-live",
  "webhooks:discard",
  "traffic:stop",
] as const;
const ADMIN = [
  "webhooks:write-live",
  "connections:write-live",
  "credentials:write",
  "flags:flip-live",
  "channels:write",
  "members:write",
  "tokens:write",
  "workspace:write",
] as const;

export const PERMISSIONS = [...VIEWER, ...ENGINEER, ...OPS, ...ADMIN] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Ops review and operate, they do not author: "author, verifier and releaser are different people". */
const TABLE: Record<Role, ReadonlySet<Permission>> = {
  viewer: new Set<Permission>(VIEWER),
  engineer: new Set<Permission>([...VIEWER, ...ENGINEER]),
  ops: new Set<Permission>([
    ...VIEWER,
    ...OPS,
    "webhooks:replay-test",
    "connections:test",
    "gates:request",
    "drills:run",
    "flags:flip-test",
  ]),
  admin: new Set<Permission>(PERMISSIONS),
};

export function allows(role: Role, permission: Permission): boolean {
  return TABLE[role].has(permission);
}

/** The first roles that hold a permission, for "Ops and admins may do this". */
export function rolesWith(permission: Permission): Role[] {
  return ROLES.filter((role) => TABLE[role].has(permission));
}
