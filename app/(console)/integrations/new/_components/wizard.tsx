"use client";

import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { titleOf } from "#components/form/action-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { FormErrorSummary } from "#components/ui/form-error-summary.tsx";
import { Panel } from "#components/ui/section.tsx";
import type { ActionError, ActionResult } from "#lib/core/result.ts";
import type { AdviceBand, Kind, Pattern } from "#lib/integrations/schema.ts";
import { adviseFrom, type Draft, deviatesFrom, noDraft, stepOf, toInput } from "./draft.ts";
import { StepKind } from "./step-kind.tsx";
import { StepOwners } from "./step-owners.tsx";
import { StepPattern } from "./step-pattern.tsx";
import { StepSystems } from "./step-systems.tsx";
import { Steps } from "./steps.tsx";

export type KindChoice = { value: Kind; name: string; says: string; discipline: string };
export type PatternChoice = { value: Pattern; name: string; says: string; alsoCalled: string };
export type Person = { id: string; name: string; email: string };

type Props = {
  action: (input: unknown) => Promise<ActionResult<unknown>>;
  requestId: string;
  me: string;
  people: readonly Person[];
  kinds: readonly KindChoice[];
  patterns: readonly PatternChoice[];
  bands: readonly AdviceBand[];
  disciplines: readonly string[];
};

const WORDS = ["Kind", "Systems and flows", "Pattern", "Owners"] as const;

/** One draft in one place. Each step may be left and come back to; only the last one stores. */
export function Wizard(props: Props) {
  const { action, requestId, bands, kinds, patterns, people, disciplines, me } = props;
  const [draft, setDraft] = useState<Draft>(noDraft);
  const [step, setStep] = useState(0);
  const [error, setError] = useState<ActionError | null>(null);
  const [pending, start] = useTransition();
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const advice = adviseFrom(bands, draft);
  const deviates = deviatesFrom(advice, draft);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const fields = error?.fields ?? {};
  const lacks = whatLacks(step, draft, deviates);

  const at = step;
  useEffect(() => {
    // Focus follows the step, so that the keyboard and a screen reader stay with what is shown.
    if (moved.current && at >= 0) heading.current?.focus();
  }, [at]);
  const go = (next: number) => {
    moved.current = true;
    setStep(next);
  };
  const create = () => {
    if (pending) return;
    start(async () => {
      const answer = await action(toInput(draft, requestId, deviates));
      if (answer.ok) return;
      setError(answer.error);
      const first = Object.keys(answer.error.fields ?? {})[0];
      if (first !== undefined) go(stepOf(first));
    });
  };
  const forward = () => (step === 3 ? create() : go(step + 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && lacks === undefined) {
      event.preventDefault();
      forward();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for what the button below does
    <div className="grid max-w-220 gap-4" onKeyDown={onKeyDown}>
      <Steps
        words={WORDS}
        here={step}
        open={(target) => target <= step || whatLacks(0, draft, false) === undefined}
        onGo={go}
      />
      {error ? (
        <FormErrorSummary
          title={titleOf(error)}
          problems={Object.values(error.fields ?? {}).flatMap((messages) => messages.map((message) => ({ message })))}
          reference={error.kind === "internal" ? error.ref : undefined}
        />
      ) : null}
      <Panel>
        <h2 ref={heading} tabIndex={-1} className="mb-4 font-semibold text-16 outline-none">
          {step + 1}. {WORDS[step]}
        </h2>
        {step === 0 ? <StepKind draft={draft} change={change} kinds={kinds} errors={fields} /> : null}
        {step === 1 ? <StepSystems draft={draft} change={change} errors={fields} /> : null}
        {step === 2 ? (
          <StepPattern
            draft={draft}
            change={change}
            patterns={patterns}
            advice={advice}
            deviates={deviates}
            errors={fields}
          />
        ) : null}
        {step === 3 ? (
          <StepOwners draft={draft} change={change} people={people} disciplines={disciplines} kinds={kinds} me={me} />
        ) : null}
      </Panel>
      <div className="flex flex-wrap items-start gap-2">
        {step > 0 ? <Button onClick={() => go(step - 1)}>Back</Button> : null}
        <Button
          variant="primary"
          pending={pending && "Creating"}
          {...(lacks === undefined ? {} : { disabledReason: lacks })}
          onClick={forward}
        >
          {step === 3 ? "Create integration" : "Continue"}
        </Button>
      </div>
    </div>
  );
}

/** Why the next step is not open yet. */
function whatLacks(step: number, draft: Draft, deviates: boolean): string | undefined {
  if (step === 0) {
    if (draft.kind === null) return "Choose a kind";
    if (draft.name.trim() === "") return "Give the integration a name";
  }
  if (step === 1) {
    if (
      draft.systems.some((row) => [row.name, row.kind, row.authMethod, row.apiType].some((text) => text.trim() === ""))
    )
      return "Fill every system, or remove the empty ones";
    if (draft.flows.some((row) => row.name.trim() === "" || row.from === "" || row.to === "" || row.from === row.to))
      return "Give every flow a name and two different ends";
  }
  if (step === 2 && deviates && draft.rationale.trim().length < 40)
    return "Say in at least 40 characters why you deviate";
  return undefined;
}
