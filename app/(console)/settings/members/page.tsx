import type { Metadata } from "next";
import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import { listInvitations, listMembers } from "#lib/auth/queries.ts";
import type { InvitationDto, MemberDto } from "#lib/auth/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { revokeInvitation } from "../actions.ts";
import { InviteForm } from "./invite-form.tsx";
import { MemberMenu } from "./member-menu.tsx";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const { ctx, user, workspace } = await requireSession();
  const admin = may(ctx, "members:write");
  const [members, invitations] = await Promise.all([listMembers(ctx), admin ? listInvitations(ctx) : []]);
  const admins = members.filter((member) => member.role === "admin" && member.disabledAt === null).length;
  const people = members.length === 1 ? "1 person is" : `${members.length} people are`;
  return (
    <>
      <StateHead
        says={`${people} in ${workspace.name}, ${admins} of them ${admins === 1 ? "an admin" : "admins"}.`}
        meta="A role says what somebody may do; disciplines only route work. A change of role ends that person's sessions."
      />
      <WithAside aside={admin ? <Invite /> : <Why>Inviting people and changing roles is for admins.</Why>}>
        <Section title="Members">
          <Members members={members} self={user.id} admin={admin} />
        </Section>
        {invitations.length > 0 ? (
          <Section title="Open invitations" note="Each link works once, for an hour.">
            <Invitations invitations={invitations} />
          </Section>
        ) : null}
      </WithAside>
    </>
  );
}

function Invite() {
  return (
    <Section title="Invite somebody">
      <Panel>
        <InviteForm />
      </Panel>
    </Section>
  );
}

function Members({ members, self, admin }: { members: MemberDto[]; self: string; admin: boolean }) {
  return (
    <Table
      label="Members"
      head={
        <>
          <Th>Name</Th>
          <Th>Role</Th>
          <Th wide>Signs in with</Th>
          <Th wide numeric>
            Last sign-in
          </Th>
          {admin ? <Th label="Verbs" /> : null}
        </>
      }
    >
      {members.map((member) => (
        <Tr key={member.userId}>
          <Td className="min-w-0 max-w-80">
            <span className="font-medium">{member.name}</span>
            {member.userId === self ? <span className="text-ink-3"> (you)</span> : null}
            <span className="block truncate text-12 text-ink-3">{member.email}</span>
          </Td>
          <Td>
            {member.role} {member.disabledAt === null ? null : <Chip tone="warn">disabled</Chip>}
          </Td>
          <Td wide>{member.signsInWith.join(", ") || "nothing yet"}</Td>
          <Td wide numeric>
            {member.lastSignInAt === null ? "never" : <RelativeTime at={member.lastSignInAt} />}
          </Td>
          {admin ? (
            <Td numeric>
              <MemberMenu
                member={{
                  userId: member.userId,
                  name: member.name,
                  role: member.role,
                  off: member.disabledAt !== null,
                }}
              />
            </Td>
          ) : null}
        </Tr>
      ))}
    </Table>
  );
}

function Invitations({ invitations }: { invitations: InvitationDto[] }) {
  return (
    <Table
      label="Open invitations"
      head={
        <>
          <Th>E-mail</Th>
          <Th>Role</Th>
          <Th wide numeric>
            Ends
          </Th>
          <Th label="Verbs" />
        </>
      }
    >
      {invitations.map((invitation) => (
        <Tr key={invitation.id}>
          <Td className="max-w-80 truncate font-medium max-md:w-full max-md:max-w-0">{invitation.email}</Td>
          <Td>{invitation.role}</Td>
          <Td wide numeric>
            <RelativeTime at={invitation.expiresAt} />
          </Td>
          <Td numeric>
            <ActionButton
              size="s"
              action={revokeInvitation}
              input={{ invitationId: invitation.id }}
              done={`The invitation of ${invitation.email} is revoked.`}
            >
              Revoke
            </ActionButton>
          </Td>
        </Tr>
      ))}
    </Table>
  );
}
