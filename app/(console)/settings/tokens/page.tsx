import type { Metadata } from "next";
import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import { listTokens } from "#lib/auth/queries.ts";
import type { TokenDto } from "#lib/auth/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { revokeToken } from "../actions.ts";
import { TokenForm } from "./token-form.tsx";

export const metadata: Metadata = { title: "Tokens" };

export default async function TokensPage() {
  const { ctx } = await requireSession();
  if (!may(ctx, "tokens:write"))
    return (
      <>
        <StateHead says="Tokens let scripts and clients act in this workspace." />
        <Why>Seeing and making tokens is for admins. Ask one for a token of your own.</Why>
      </>
    );
  const tokens = await listTokens(ctx);
  const live = tokens.filter((token) => stateOf(token, ctx.now()) === "live").length;
  return (
    <>
      <StateHead
        says={`${live} ${live === 1 ? "token works" : "tokens work"} in this workspace.`}
        meta="A token is shown once and kept as a hash. A revoked one stops within five seconds."
      />
      <WithAside
        aside={
          <Section title="Make a token">
            <Panel>
              <TokenForm />
            </Panel>
          </Section>
        }
      >
        <Section title="Tokens">
          {tokens.length === 0 ? (
            <EmptyState title="No token yet" command="npm run -s interlock -- token create --role engineer --name ci">
              A token lets a pipeline push facts, a script call the API, or an application read its flags. Make one
              beside this, or on the command line:
            </EmptyState>
          ) : (
            <Tokens tokens={tokens} now={ctx.now()} />
          )}
        </Section>
      </WithAside>
    </>
  );
}

function stateOf({ revokedAt, expiresAt }: TokenDto, now: Date): "live" | "revoked" | "expired" {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= now ? "expired" : "live";
}

function Tokens({ tokens, now }: { tokens: TokenDto[]; now: Date }) {
  return (
    <Table
      label="Tokens"
      head={
        <>
          <Th>Name</Th>
          <Th>May</Th>
          <Th wide numeric>
            Last used
          </Th>
          <Th wide numeric>
            Ends
          </Th>
          <Th label="Verbs" />
        </>
      }
    >
      {tokens.map((token) => {
        const state = stateOf(token, now);
        return (
          <Tr key={token.id}>
            <Td className="min-w-0 max-w-80">
              <span className="font-medium">{token.name}</span>
              <span className="mono block text-12 text-ink-3">…{token.lastFour}</span>
            </Td>
            <Td>{whatItMay(token)}</Td>
            <Td wide numeric>
              {token.lastUsedAt === null ? "never" : <RelativeTime at={token.lastUsedAt} />}
            </Td>
            <Td wide numeric>
              {token.expiresAt === null ? "never" : <RelativeTime at={token.expiresAt} />}
            </Td>
            <Td numeric>
              {state === "live" ? (
                <ActionButton
                  size="s"
                  action={revokeToken}
                  input={{ tokenId: token.id }}
                  done={`The token ${token.name} is revoked.`}
                  ask={{
                    title: `Revoke the token ${token.name}?`,
                    says: "Whoever uses it is refused within five seconds.",
                    undo: "This cannot be undone. Make a new token instead.",
                    keep: "Keep the token",
                    act: `Revoke ${token.name}`,
                    danger: true,
                  }}
                >
                  Revoke
                </ActionButton>
              ) : (
                <Chip>{state}</Chip>
              )}
            </Td>
          </Tr>
        );
      })}
    </Table>
  );
}

function whatItMay({ scope, role, environment }: TokenDto): string {
  if (scope === "facts") return "push facts";
  return scope === "flags" ? `read flags of ${environment}` : `act as ${role}`;
}
