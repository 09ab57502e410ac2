import { sayCapped } from "#components/flags/reach-words.ts";
import { Door } from "#components/ui/door.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import type { listStopped } from "#lib/flags/queries.ts";
import type { FlagDto } from "#lib/flags/schema.ts";

type Props = {
  all: FlagDto[];
  stopped: Awaited<ReturnType<typeof listStopped>>;
  mayDefine: boolean;
  archived: boolean;
};

export function FlagsHead({ all, stopped, mayDefine, archived }: Props) {
  const kills = all.filter(({ type }) => type === "kill_switch").length;
  return (
    <StateHead
      says={
        archived ? (
          `${sayMany(all.length, "flag")} archived.`
        ) : (
          <Says total={all.length} kills={kills} stopped={stopped} />
        )
      }
      meta={
        archived
          ? "Clients that still ask for them get their own default."
          : "Served over OFREP to OpenFeature clients; a flip reaches them within a second."
      }
      actions={
        <>
          {archived ? (
            <LinkButton href="/flags">Back to flags</LinkButton>
          ) : (
            <LinkButton href="/flags?archived=1">Archived</LinkButton>
          )}
          {mayDefine ? (
            <LinkButton href="/flags/new" variant="primary">
              New flag
            </LinkButton>
          ) : null}
        </>
      }
    />
  );
}

function Says({ total, kills, stopped }: { total: number; kills: number; stopped: Props["stopped"] }) {
  if (total === 0) return "No flags yet.";
  if (stopped.length > 0)
    return (
      <>
        {stopped.map(({ flag, environment, reach }, index) => (
          <span key={`${flag.key} ${environment}`}>
            {index > 0 ? " " : ""}
            <Door href={`/flags/${flag.key}`} tone="bad">
              {flag.key}
            </Door>{" "}
            stops {flag.integration?.name ?? "its integration"} in {environment}; {sayCapped(reach.held, reach.cap)}{" "}
            {reach.held === 1 ? "delivery is" : "deliveries are"} held.
          </span>
        ))}
      </>
    );
  if (kills === 0) return `${sayMany(total, "flag")}, no kill switch.`;
  return (
    <>
      {sayMany(total, "flag")}, <Door href="/flags?type=kill_switch">{kills}</Door> of them{" "}
      {kills === 1 ? "a kill switch, running" : "kill switches, all running"}.
    </>
  );
}
