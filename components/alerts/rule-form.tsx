"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { RuleDto } from "#lib/alerts/schema.ts";
import { RULE_KINDS, type RuleKind, sayDuration } from "#lib/alerts/words.ts";
import type { ActionResult } from "#lib/core/result.ts";
import { severityOptions } from "./severity.tsx";

export type KindWords = Record<RuleKind, { name: string; helps: string }>;

type Props = {
  action: (data: FormData) => Promise<ActionResult<unknown>>;
  kinds: KindWords;
  integrations: readonly { slug: string; name: string }[];
  channels: readonly { id: string; name: string }[];
  runbooks: readonly { slug: string; title: string }[];
  defaultRunbook: Record<RuleKind, string>;
  /** The rule that is edited; none makes a new one. */
  rule?: RuleDto;
};

const OWN = "own";

export function RuleForm({ action, kinds, integrations, channels, runbooks, defaultRunbook, rule }: Props) {
  const [kind, setKind] = useState<RuleKind>(rule?.kind ?? "dead_letters");
  const external = rule?.runbook.includes("://") === true;
  const [runbook, setRunbook] = useState(external ? OWN : (rule?.runbook ?? defaultRunbook[kind]));
  const chosen = new Set(rule?.channels.map(({ id }) => id) ?? channels.map(({ id }) => id));
  return (
    <ActionForm id="rule" action={action} className="grid max-w-140 gap-4">
      {rule ? (
        <HiddenField name="id" value={rule.id} />
      ) : (
        <SelectField
          name="kind"
          label="Watches"
          value={kind}
          onChange={(event) => {
            const next = RULE_KINDS.find((name) => name === event.target.value) ?? "dead_letters";
            setKind(next);
            setRunbook(defaultRunbook[next]);
          }}
          options={RULE_KINDS.map((value) => ({ value, word: kinds[value].name }))}
          help={kinds[kind].helps}
        />
      )}
      <TextField
        name="name"
        label="Name"
        maxLength={100}
        defaultValue={rule?.name ?? ""}
        placeholder={kinds[kind].name}
      />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <SelectField
          name="integration"
          label="Integration"
          defaultValue={rule?.integration?.slug ?? ""}
          options={[
            { value: "", word: "Every one" },
            ...integrations.map(({ slug, name }) => ({ value: slug, word: name })),
          ]}
        />
        <SelectField
          name="environment"
          label="Environment"
          defaultValue={rule?.environment ?? ""}
          options={[
            { value: "", word: "test and live" },
            { value: "live", word: "live" },
            { value: "test", word: "test" },
          ]}
        />
      </div>
      <KindFields kind={kind} params={rule?.params ?? {}} />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <TextField
          name="forSeconds"
          label="Wait before it fires"
          defaultValue={sayShort(rule?.forSeconds ?? 0)}
          help="It has to last so long: 0s, 5m, 1h."
        />
        <TextField
          name="keepFiringSeconds"
          label="Keep firing after it is over"
          defaultValue={sayShort(rule?.keepFiringSeconds ?? 0)}
          help="So that it does not flap."
        />
      </div>
      <SelectField name="severity" label="Severity" defaultValue={rule?.severity ?? "warn"} options={severityOptions} />
      <SelectField
        name={runbook === OWN ? "" : "runbook"}
        label="Runbook"
        value={runbook}
        onChange={(event) => setRunbook(event.target.value)}
        options={[
          { value: "", word: "None: the rule stays off" },
          ...runbooks.map(({ slug, title }) => ({ value: slug, word: title })),
          { value: OWN, word: "A page of your own" },
        ]}
        help="What whoever is woken reads. A rule cannot be on without one."
      />
      {runbook === OWN ? (
        <TextField
          name="runbook"
          label="Address of your page"
          type="url"
          placeholder="https://wiki.example.com/runbooks/ledger"
          defaultValue={external ? rule?.runbook : ""}
        />
      ) : null}
      <fieldset>
        <legend className="mb-1.5 font-medium text-13">Tells</legend>
        {channels.length === 0 ? (
          <p className="text-13 text-ink-2">There is no channel yet. The alert shows on its page alone.</p>
        ) : (
          <div className="grid gap-2">
            {channels.map(({ id, name }) => (
              <Checkbox key={id} name="channelIds[]" value={id} defaultChecked={chosen.has(id)}>
                {name}
              </Checkbox>
            ))}
          </div>
        )}
      </fieldset>
      {rule ? null : (
        <SelectField
          name="enabled"
          label="State"
          defaultValue="true"
          options={[
            { value: "true", word: "On: it is checked within seconds" },
            { value: "false", word: "Off, for now" },
          ]}
        />
      )}
      <div>
        <SubmitButton>{rule ? "Save rule" : "Make rule"}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Seconds as they are typed: 900 is 15m. */
function sayShort(seconds: number | string | undefined): string {
  return sayDuration(Number(seconds ?? 0))
    .replace(" min", "m")
    .replace(" ", "");
}

function KindFields({ kind, params }: { kind: RuleKind; params: RuleDto["params"] }) {
  if (kind === "breaker_open")
    return (
      <p className="text-13 text-ink-2">
        Fires while a breaker is not closed. The waiting time below says for how long.
      </p>
    );
  if (kind === "oldest_undelivered")
    return (
      <TextField
        name="ageSeconds"
        label="A due delivery waits longer than"
        defaultValue={sayShort(params["ageSeconds"] ?? 120)}
        help="30s, 2m, 1h. Waiting for the next retry does not count."
      />
    );
  if (kind === "source_silent")
    return (
      <TextField
        name="silentSeconds"
        label="No event for"
        defaultValue={sayShort(params["silentSeconds"] ?? 3_600)}
        help="15m, 2h, 1d. Longer than the longest normal pause."
      />
    );
  return (
    <div className="grid grid-cols-3 gap-4 max-md:grid-cols-1">
      <SelectField
        name="count"
        label="Counts"
        defaultValue={String(params["count"] ?? "new")}
        options={[
          { value: "new", word: "new ones" },
          { value: "open", word: "all that are open" },
        ]}
      />
      <TextField
        name="threshold"
        label="More than"
        inputMode="numeric"
        defaultValue={String(params["threshold"] ?? 0)}
      />
      <TextField
        name="windowSeconds"
        label="Within"
        defaultValue={sayShort(params["windowSeconds"] ?? 900)}
        help="For new ones."
      />
    </div>
  );
}
