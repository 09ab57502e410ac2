import type { Metadata } from "next";
import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import { hasPassword, listOwnSessions } from "#lib/auth/queries.ts";
import { requireSession } from "#lib/web/session.ts";
import { endSession } from "../actions.ts";
import { nameDevice } from "./name-device.ts";
import { PasswordForm } from "./password-form.tsx";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const { ctx, user, role, workspace, sessionId } = await requireSession();
  const [sessions, withPassword] = await Promise.all([listOwnSessions(ctx), hasPassword(ctx)]);
  return (
    <>
      <ObjectHead name={user.name} says={`${user.email}. Your role in ${workspace.name} is ${role}.`} />
      <WithAside
        aside={
          <Section title="Password">
            {withPassword ? (
              <Panel>
                <PasswordForm />
              </Panel>
            ) : (
              <Why>You sign in through single sign-on; there is no password here.</Why>
            )}
          </Section>
        }
      >
        <Section
          title="Where you are signed in"
          note="A session ends after 8 hours without use, and after 7 days at the latest."
        >
          <Table
            label="Sessions"
            head={
              <>
                <Th>Device</Th>
                <Th wide>By</Th>
                <Th wide numeric>
                  Signed in
                </Th>
                <Th numeric>Last used</Th>
                <Th label="Verbs" />
              </>
            }
          >
            {sessions.map((session) => (
              <Tr key={session.id}>
                <Td className="max-w-80 truncate font-medium">{nameDevice(session.userAgent)}</Td>
                <Td wide>{session.method}</Td>
                <Td wide numeric>
                  <RelativeTime at={session.createdAt} />
                </Td>
                <Td numeric>
                  <RelativeTime at={session.lastSeenAt} />
                </Td>
                <Td numeric>
                  {session.id === sessionId ? (
                    <Chip>this one</Chip>
                  ) : (
                    <ActionButton
                      size="s"
                      action={endSession}
                      input={{ sessionId: session.id }}
                      done="The session is ended."
                    >
                      End
                    </ActionButton>
                  )}
                </Td>
              </Tr>
            ))}
          </Table>
        </Section>
      </WithAside>
    </>
  );
}
