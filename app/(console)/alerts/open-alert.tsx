import { BellRing, Eye } from "lucide-react";
import { LabelChips } from "#components/alerts/label-chips.tsx";
import { SeverityChip } from "#components/alerts/severity.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { rowsPath } from "#lib/alerts/kinds.ts";
import type { AlertDto } from "#lib/alerts/schema.ts";
import { Acknowledge } from "./acknowledge.tsx";

type Props = { alert: AlertDto; refusal?: string };

/** One alert that fires: what is wrong, since when, who has it, what to do. */
export function OpenAlert({ alert, refusal }: Props) {
  const { id, rule, kind, state, summary, labels, severity, firedAt, acknowledgedBy, acknowledgedAt, acknowledgeNote } =
    alert;
  const firing = state === "firing";
  return (
    <article
      aria-label={rule}
      className={`flex flex-wrap items-start gap-x-4 gap-y-3 rounded-md border bg-surface p-4 ${firing ? "border-bad-line" : "border-line"}`}
    >
      <Icon of={firing ? BellRing : Eye} className={`mt-1 ${firing ? "text-bad" : "text-warn"}`} />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-semibold text-16">
          <TextLink href={`/alerts/${id}`} className="text-ink">
            {rule}
          </TextLink>
        </h2>
        <p className="mt-0.5 max-w-[74ch] text-pretty text-13 text-ink-2">{summary}</p>
        <div className="mt-2.5 flex flex-wrap items-center gap-x-2 gap-y-1.5">
          <SeverityChip severity={severity} />
          <LabelChips labels={labels} />
          <span className="text-12 text-ink-3">
            firing since <RelativeTime at={firedAt ?? alert.pendingAt} />
          </span>
        </div>
        {acknowledgedAt ? (
          <p className="mt-2 text-13 text-ink-2">
            {acknowledgedBy} has it since <RelativeTime at={acknowledgedAt} />
            {acknowledgeNote ? `: ${acknowledgeNote}` : "."}
          </p>
        ) : null}
        <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-13">
          <TextLink href={rowsPath(kind, labels)}>Open the rows</TextLink>
          {alert.runbook === "" ? null : <RunbookLink runbook={alert.runbook} />}
        </p>
      </div>
      <div className="flex gap-2 max-md:w-full">
        {firing ? <Acknowledge id={id} rule={rule} {...(refusal === undefined ? {} : { refusal })} /> : null}
        <LinkButton href={`/alerts/${id}`}>Details</LinkButton>
      </div>
    </article>
  );
}

export function RunbookLink({ runbook }: { runbook: string }) {
  if (!runbook.includes("://")) return <TextLink href={`/runbooks/${runbook}`}>Read the runbook</TextLink>;
  return (
    <a
      href={runbook}
      rel="noopener noreferrer"
      target="_blank"
      className="text-accent underline-offset-[3px] hover:underline"
    >
      Read the runbook
    </a>
  );
}
