import { cx } from "#components/ui/cx.ts";
import { Field, tieNotes } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { Note } from "#components/ui/note.tsx";
import type { Advice, Draft } from "./draft.ts";
import type { PatternChoice } from "./wizard.tsx";

type Props = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  patterns: readonly PatternChoice[];
  advice: Advice | null;
  deviates: boolean;
  errors: Readonly<Record<string, string[]>>;
};

export function StepPattern({ draft, change, patterns, advice, deviates, errors }: Props) {
  const chosen = draft.pattern ?? advice?.pattern ?? null;
  const name = patterns.find((pattern) => pattern.value === advice?.pattern)?.name;
  const why = {
    id: "new-rationale",
    help: "At least 40 characters. It becomes a decision that another person accepts.",
    errors: errors["deviation.rationale"] ?? [],
  };
  return (
    <div className="grid gap-4">
      {advice === null ? (
        <Note title="No advice yet.">
          The advisor needs at least two systems. You may choose a pattern now or later.
        </Note>
      ) : (
        <Note tone="info" title={`${name} fits.`}>
          {advice.because}
        </Note>
      )}
      <fieldset>
        <legend className="mb-2 font-medium text-13">Pattern</legend>
        <div className="grid grid-cols-2 gap-2 max-md:grid-cols-1">
          {patterns.map((pattern) => (
            <label
              key={pattern.value}
              className={cx(
                "block cursor-pointer rounded-md border p-3 text-13 has-focus-visible:outline-2 has-focus-visible:outline-accent",
                chosen === pattern.value ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name="pattern"
                value={pattern.value}
                checked={chosen === pattern.value}
                onChange={() => change({ pattern: pattern.value })}
                className="mr-2 align-middle"
              />
              <span className="font-semibold">{pattern.name}</span>
              {advice?.pattern === pattern.value ? <span className="text-12 text-ink-2"> · recommended</span> : null}
              {advice?.alternative === pattern.value ? (
                <span className="text-12 text-ink-2"> · fits as well</span>
              ) : null}
              <span className="mt-1 block text-12 text-ink-2">{pattern.says}</span>
              <span className="block text-12 text-ink-3">{pattern.alsoCalled}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {deviates ? (
        <div className="grid gap-4">
          <Field {...why} label="Why not the recommended one?">
            <Textarea
              id={why.id}
              {...tieNotes(why)}
              value={draft.rationale}
              onChange={(event) => change({ rationale: event.target.value })}
              maxLength={4_000}
            />
          </Field>
          <Field id="new-consequences" label="Consequences" optional>
            <Textarea
              id="new-consequences"
              rows={3}
              value={draft.consequences}
              onChange={(event) => change({ consequences: event.target.value })}
              maxLength={4_000}
            />
          </Field>
        </div>
      ) : null}
    </div>
  );
}
