import { Door } from "#components/ui/door.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import type { FiringDto, WaitingDto } from "#lib/reports/schema.ts";
import type { IntegrationLine } from "../integrations/_components/integrations-table.tsx";

type Props = { firing: readonly FiringDto[]; waiting: WaitingDto; lines: readonly IntegrationLine[] };

/** The whole state in two sentences; every number opens the rows it counts. */
export function SayOverview({ firing, waiting, lines }: Props) {
  const loud = firing.filter((alert) => alert.state === "firing");
  const holding = lines.filter((line) => line.waiting.parked > 0).length;
  const trouble = [
    waiting.dead > 0 ? (
      <span key="dead">
        <Door href="/webhooks/dead-letters" tone="bad">
          {sayMany(waiting.dead, "dead letter")}
        </Door>{" "}
        {waiting.dead === 1 ? "is" : "are"} open
      </span>
    ) : null,
    waiting.held > 0 ? (
      <span key="held">
        <Door href="/webhooks/deliveries?state=held" tone="warn">
          {sayMany(waiting.held, "delivery", "deliveries")}
        </Door>{" "}
        {waiting.held === 1 ? "is" : "are"} held
      </span>
    ) : null,
  ].filter((part) => part !== null);
  return (
    <>
      {loud.length > 0 ? (
        <>
          <Door href="/alerts" tone="bad">
            {sayMany(loud.length, "alert")}
          </Door>{" "}
          {loud.length === 1 ? "is" : "are"} firing
          {loud.length === 1 && loud[0] ? `: ${loud[0].summary.replace(/\.$/, "")}` : ""}.{" "}
        </>
      ) : (
        "No alert is firing. "
      )}
      {trouble.length > 0 ? (
        <>{trouble.flatMap((part, index) => (index === 0 ? [part] : [" and ", part]))}. </>
      ) : (
        "Nothing is dead or held. "
      )}
      {waiting.parked > 0 ? (
        <>
          <Door href="/webhooks/deliveries?state=parked" tone="park">
            {sayMany(waiting.parked, "delivery", "deliveries")}
          </Door>{" "}
          {waiting.parked === 1 ? "is" : "are"} parked behind{" "}
          {holding === 1 ? "one gate" : `${sayCount(holding)} gates`}.
        </>
      ) : null}
    </>
  );
}
