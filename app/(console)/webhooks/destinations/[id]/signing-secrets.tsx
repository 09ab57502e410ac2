import { Chip } from "#components/ui/chip.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { DestinationDto } from "#lib/webhooks/schema.ts";
import { RotateSecret } from "./rotate-secret.tsx";

/** Every secret that is active signs, so that the receiver may change over when it likes. */
export function SigningSecrets({ destination, refusal }: { destination: DestinationDto; refusal?: string }) {
  return (
    <Section
      title="Signing secrets"
      note="Standard Webhooks, webhook-signature"
      aside={<RotateSecret id={destination.id} refusal={refusal} />}
    >
      <Table
        label="Signing secrets"
        sticky={false}
        head={
          <>
            <Th>Secret</Th>
            <Th>State</Th>
            <Th numeric>Made</Th>
          </>
        }
      >
        {destination.secrets.map(({ fingerprint, lastFour, createdAt, retiresAt }) => (
          <Tr key={fingerprint}>
            <NameCell name={`…${lastFour}`} mono sub={<span className="mono">{fingerprint}</span>} />
            <Td>
              {retiresAt === null ? (
                <Chip tone="ok">signs</Chip>
              ) : (
                <>
                  <Chip>{new Date(retiresAt) > new Date() ? "signs until" : "retired"}</Chip>{" "}
                  <span className="text-12 text-ink-3">
                    <RelativeTime at={retiresAt} />
                  </span>
                </>
              )}
            </Td>
            <Td numeric className="text-ink-3">
              <RelativeTime at={createdAt} />
            </Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}
