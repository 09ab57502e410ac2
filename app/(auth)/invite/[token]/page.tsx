import type { Metadata } from "next";
import { Note } from "#components/ui/note.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { findInvitation } from "#lib/auth/accept-invitation.ts";
import { InviteForm } from "./invite-form.tsx";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(token, new Date());
  if (invitation === null)
    return (
      <>
        <h1 className="mb-4 font-medium text-20 tracking-[-0.014em]">This link does not open anything</h1>
        <Note tone="warn">
          It was used, revoked, or its hour is over. Ask the admin who sent it for a new one. If you have an account
          already,{" "}
          <TextLink inline href="/sign-in">
            sign in
          </TextLink>
          .
        </Note>
      </>
    );
  const { workspace, email, role, hasAccount } = invitation;
  return (
    <>
      <h1 className="font-medium text-20 tracking-[-0.014em]">Join {workspace}</h1>
      <p className="mt-1 mb-6 text-13 text-ink-2">
        You are invited as {email}, with the role {role}.
      </p>
      <InviteForm token={token} hasAccount={hasAccount} />
    </>
  );
}
