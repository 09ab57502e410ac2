import { allows, type Permission, type Role } from "#lib/auth/permissions.ts";
import type { Log } from "#lib/log/logger.ts";
import { counter } from "#lib/log/metrics.ts";
import { AppError } from "./errors.ts";

const deniedTotal = counter({
  name: "icr_authz_denied_total",
  help: "Calls that a role did not allow, by the first word of the permission.",
  labelNames: ["action_group"],
});

/** Who acts. `label` is what the audit log shows; it is frozen there, so that a renamed user stays readable. */
export type Actor =
  | { kind: "user"; id: string; role: Role; label: string }
  | {
      kind: "api_token";
      id: string;
      role: Role;
      label: string;
      scope: "api" | "facts" | "flags";
      /** Who made the token; null when the operator made it on the command line. */
      makerId: string | null;
    }
  | { kind: "gateway" | "worker" | "system"; id: string; label: string };

export type Ctx = {
  workspaceId: string;
  actor: Actor;
  /** 32 hex digits, the trace id of W3C Trace Context; also the `ref` that a person sees. */
  traceId: string;
  log: Log;
  now: () => Date;
};

/** Whose hand this is where two people are asked for: a token is the hand of the person who made it. */
export function handOf({ actor }: Ctx): string {
  return actor.kind === "api_token" ? (actor.makerId ?? actor.id) : actor.id;
}

/** The person behind it, or null: the product itself, or a token that the operator made on the command line. */
export function personOf({ actor }: Ctx): string | null {
  if (actor.kind === "api_token") return actor.makerId;
  return actor.kind === "user" ? actor.id : null;
}

/** Machine actors act for the product itself; what they may do is decided by the code that makes them. */
export function may(ctx: Ctx, permission: Permission): boolean {
  const { actor } = ctx;
  switch (actor.kind) {
    case "user":
      return allows(actor.role, permission);
    case "api_token":
      if (actor.scope === "api") return allows(actor.role, permission);
      return actor.scope === "facts" && permission === "facts:push";
    default:
      return true;
  }
}

export function authorize(ctx: Ctx, permission: Permission): void {
  if (may(ctx, permission)) return;
  deniedTotal.inc({ action_group: permission.split(":")[0] ?? "" });
  throw new AppError("forbidden", `Your role does not include "${permission}". Ask an admin of this workspace for it.`);
}
