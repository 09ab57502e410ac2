import { Check, EqualNot, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { ItemStateTag, itemStateLooks } from "#components/state/item-state.tsx";
import { History } from "#components/ui/history.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Note } from "#components/ui/note.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { Strip, type StripLook, type StripPart } from "#components/ui/strip.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { CheckDto, EvidenceDto, ItemDto, ItemState } from "#lib/gates/schema.ts";
import { factTitle, GATE_WORD } from "./words.ts";

type Props = { item: ItemDto; evidence: readonly EvidenceDto[]; now: string; recheck: ReactNode };

/** What an item says, in the drawer: state, sentence, expected against observed, how to fix it, what happened. */
export function ItemBody({ item, evidence, now, recheck }: Props) {
  const gates = item.gates.map((gate) => GATE_WORD[gate].toLowerCase()).join(" and the ");
  const failing = item.checks.find((check) => check.outcome !== "passed");
  return (
    <div className="grid gap-5">
      <div>
        <h2 className="font-semibold text-16">{item.wording}</h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-13">
          <ItemStateTag state={item.state} />
          <span className="text-ink-3">
            since <RelativeTime at={item.stateSince} />, {item.blocks ? "blocks" : "counts for"} the {gates} gate
          </span>
        </p>
      </div>
      <p className="text-13 text-ink-2">{item.sentence}</p>
      {item.manual?.url ? (
        <p className="text-13">
          <a className="text-accent underline underline-offset-2" href={item.manual.url} rel="noreferrer noopener">
            What was looked at
          </a>
        </p>
      ) : null}
      {item.waiver?.state === "requested" ? (
        <Note tone="warn" title={`A waiver of ${item.waiver.days} days is asked for.`}>
          <span className="text-ink-2">
            {item.waiver.reason} Asked by {item.waiver.requestedBy}, <RelativeTime at={item.waiver.createdAt} />. Until
            somebody of ops approves it, the item blocks.
          </span>
        </Note>
      ) : null}
      {item.checks.length > 0 ? <Checks checks={item.checks} checkedAt={item.checkedAt} /> : null}
      {item.automatic && item.blocks ? <FixIt failing={failing} recheck={recheck} /> : null}
      <section aria-label="Last 30 days">
        <h3 className="mb-2 font-semibold text-13">Last 30 days</h3>
        <Strip label="State" parts={stripOf(item, evidence, new Date(now))} />
      </section>
      <section aria-label="Evidence">
        <h3 className="mb-3 font-semibold text-13">Evidence</h3>
        {evidence.length === 0 ? (
          <p className="text-13 text-ink-3">Nothing yet. Every change of state leaves what was seen here.</p>
        ) : (
          <History
            entries={evidence.map((row) => ({
              id: row.id,
              tone: itemStateLooks[row.state].tone,
              title: `${itemStateLooks[row.previous].word} to ${itemStateLooks[row.state].word.toLowerCase()}`,
              says: row.sentence,
              when: (
                <>
                  <LocalTime at={row.observedAt} />, {row.actor}
                  {row.configHash ? (
                    <>
                      , config <span className="mono">{row.configHash}</span>
                    </>
                  ) : null}
                </>
              ),
            }))}
          />
        )}
      </section>
    </div>
  );
}

function Checks({ checks, checkedAt }: { checks: readonly CheckDto[]; checkedAt: string | null }) {
  const head = (
    <>
      <Th>Fact</Th>
      <Th>Expected</Th>
      <Th>Observed</Th>
    </>
  );
  const foot = checkedAt ? (
    <p className="border-line border-t px-3 py-2 text-12 text-ink-3">
      Checked <LocalTime at={checkedAt} shape="seconds" />, again on any change and every 15 minutes.
    </p>
  ) : null;
  return (
    <Table label="Expected and observed" head={head} foot={foot} dense sticky={false}>
      {checks.map((check) => (
        <Tr key={`${check.fact} ${check.expected}`}>
          <Td className="text-ink-2">
            <span title={check.fact}>{factTitle(check.fact)}</span>
          </Td>
          <Td>{check.expected}</Td>
          <Td>
            <span className={`flex gap-1.5 ${check.outcome === "passed" ? "" : "font-medium text-bad"}`}>
              <Icon
                of={check.outcome === "passed" ? Check : EqualNot}
                size={14}
                className={`mt-0.5 ${check.outcome === "passed" ? "text-ok" : "text-bad"}`}
              />
              <span>
                {check.observed}
                <span className="sr-only">{check.outcome === "passed" ? ", as expected" : ", not as expected"}</span>
                {check.fact.startsWith("ext.") && check.observedAt !== null ? <Pushed check={check} /> : null}
              </span>
            </span>
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

/** Where a pushed fact comes from: who pushed it, on which commit, and the run that it was seen in. */
function Pushed({ check }: { check: CheckDto }) {
  return (
    <span className="block font-normal text-12 text-ink-3">
      {check.source}
      {check.sha ? (
        <>
          , commit <span className="mono">{check.sha.slice(0, 12)}</span>
        </>
      ) : null}
      {check.link ? (
        <>
          ,{" "}
          <a className="text-accent underline underline-offset-2" href={check.link} rel="noreferrer noopener">
            its source
          </a>
        </>
      ) : null}
    </span>
  );
}

function FixIt({ failing, recheck }: { failing: CheckDto | undefined; recheck: ReactNode }) {
  return (
    <Note tone="bad" icon={Wrench} title="Fix it.">
      <span className="text-ink-2">
        {failing ? `Seen: ${failing.observed}. Expected: ${failing.expected}.` : "Nothing proves this item yet."}
      </span>
      <span className="mt-2.5 flex flex-wrap gap-2">
        {failing?.link ? (
          <LinkButton variant="primary" href={failing.link}>
            Go to what has to change
          </LinkButton>
        ) : null}
        {recheck}
      </span>
    </Note>
  );
}

const LOOKS: Readonly<Record<ItemState, StripLook>> = {
  passed: "ok",
  waived: "ok",
  not_applicable: "none",
  open: "none",
  no_data: "none",
  stale: "half",
  error: "bad",
  failed: "bad",
  regressed: "bad",
};
const MONTH = 30 * 86_400_000;

/** The changes of the last 30 days as spans; before the first known one there is nothing. */
function stripOf(item: ItemDto, evidence: readonly EvidenceDto[], now: Date): StripPart[] {
  const start = now.getTime() - MONTH;
  const changes = [...evidence].reverse();
  const first = changes[0];
  const parts: StripPart[] = [];
  let state: ItemState = first?.previous ?? item.state;
  let from = start;
  for (const change of changes) {
    const at = Date.parse(change.observedAt);
    if (at > start && at > from) parts.push(part(state, at - from));
    state = change.state;
    from = Math.max(start, at);
  }
  parts.push(part(state, Math.max(1, now.getTime() - from)));
  return parts;
}

function part(state: ItemState, share: number): StripPart {
  return { look: LOOKS[state], share, says: itemStateLooks[state].word.toLowerCase() };
}
