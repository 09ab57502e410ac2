import { z } from "zod";
import { PLAIN_LINE, PLAIN_NAME } from "#lib/core/plain-text.ts";
import { isCommonPassword } from "./common-passwords.ts";

export const RoleName = z.enum(["viewer", "engineer", "ops", "admin"]);
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Write one e-mail address, such as ada@example.com."));
const Name = z
  .string()
  .trim()
  .min(1, "Write a name.")
  .max(80, "A name has at most 80 characters.")
  .regex(PLAIN_LINE, PLAIN_NAME);
const Id = z.uuid("This id has the wrong form.");

/** No rules of composition: length, and not one that is guessed first. */
export const NewPassword = z
  .string()
  .min(10, "Use at least 10 characters.")
  .max(200, "Use at most 200 characters.")
  .refine((password) => !isCommonPassword(password), "This password is guessed first. Choose another.");

/** What a person types to get in; nothing here tells how a password must look. */
export const SignIn = z.strictObject({
  email: z.string().trim().toLowerCase().min(1, "Write your e-mail address.").max(254),
  password: z.string().min(1, "Write your password.").max(200),
  next: z.string().max(2_000).optional(),
});

export const InviteMember = z.strictObject({ email: Email, role: RoleName });
export const RevokeInvitation = z.strictObject({ invitationId: Id });
export const AcceptInvitation = z.strictObject({
  token: z.string().min(20).max(100),
  name: Name.optional(),
  password: z.string().min(1, "Write a password.").max(200),
});
export const ChangeRole = z.strictObject({ userId: Id, role: RoleName });
export const MemberRef = z.strictObject({ userId: Id });
export const EndSession = z.strictObject({ sessionId: Id });
export const ChangePassword = z.strictObject({ current: z.string().max(200), password: NewPassword });
export const CreateToken = z.strictObject({
  name: Name,
  scope: z.enum(["api", "facts", "flags"]).default("api"),
  role: RoleName.default("viewer"),
  environment: z.enum(["test", "live"]).optional(),
  expiresInDays: z.coerce
    .number("Write a number of days.")
    .int("Write whole days.")
    .min(1, "At least 1 day.")
    .max(365, "At most 365 days.")
    .default(90),
});
export const RevokeToken = z.strictObject({ tokenId: Id });

export type MemberDto = {
  userId: string;
  email: string;
  name: string;
  role: z.infer<typeof RoleName>;
  disciplines: string[];
  disabledAt: Date | null;
  lastSignInAt: Date | null;
  joinedAt: Date;
  liveSessions: number;
  signsInWith: ("password" | "single sign-on")[];
};
export type InvitationDto = {
  id: string;
  email: string;
  role: z.infer<typeof RoleName>;
  createdAt: Date;
  expiresAt: Date;
};
export type TokenDto = {
  id: string;
  name: string;
  scope: "api" | "facts" | "flags";
  role: z.infer<typeof RoleName>;
  environment: "test" | "live" | null;
  lastFour: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};
export type SessionDto = {
  id: string;
  method: string;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};
