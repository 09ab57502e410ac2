import { isUuid } from "#lib/core/id.ts";
import { pool } from "#lib/db/client.ts";
import type { Role } from "./permissions.ts";
import { FIND_SESSION } from "./sql/find-session.ts";

/** What the cookie says; nothing of it is believed before the database agrees. */
export type SessionClaims = { userId: string; sessionId: string; version: number };

export type LiveSession = {
  sessionId: string;
  expiresAt: Date;
  userId: string;
  email: string;
  name: string;
  role: Role;
  disciplines: string[];
  workspaceId: string;
  slug: string;
  workspaceName: string;
  isDemo: boolean;
};

type Options = {
  /** The workspace that the person switched to; another one of theirs when they are no member of it any more. */
  workspace?: string | undefined;
  /** False for polling: an open tab that nobody looks after must not keep a session alive. */
  counts?: boolean;
};

export async function findSession(claims: SessionClaims, options: Options = {}): Promise<LiveSession | null> {
  if (!isUuid(claims.sessionId) || !isUuid(claims.userId) || !Number.isInteger(claims.version)) return null;
  const { rows } = await pool().query<LiveSession>({
    name: "find_session",
    text: FIND_SESSION,
    values: [claims.sessionId, claims.userId, claims.version, options.workspace ?? null, options.counts ?? true],
  });
  return rows[0] ?? null;
}
