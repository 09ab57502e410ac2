import { Note } from "#components/ui/note.tsx";
import { Section } from "#components/ui/section.tsx";
import { Why } from "#components/ui/why.tsx";
import { advisePattern, deviates, PATTERN_WORDS } from "#lib/integrations/policy.ts";
import { type IntegrationDto, PATTERNS } from "#lib/integrations/schema.ts";
import { choosePatternAction } from "../../actions.ts";
import { PatternForm } from "./pattern-form.tsx";

/** The advisor, as the inventory stands now. */
export function PatternPanel({ integration, refusal }: { integration: IntegrationDto; refusal: string | null }) {
  const { systems, flows, pattern, slug } = integration;
  const advice = advisePattern(
    systems.length,
    flows.map((flow) => flow.mode),
  );
  const off = pattern !== null && deviates(advice, pattern);
  return (
    <Section title="Pattern">
      <div className="grid gap-3 text-13">
        {advice === null ? (
          <p className="text-ink-2">The advisor needs at least two systems.</p>
        ) : (
          <Note tone={off ? "warn" : "info"} title={`${PATTERN_WORDS[advice.pattern].name} fits.`}>
            {advice.because} {off ? "The chosen one differs: a decision says why." : null}
          </Note>
        )}
        {refusal === null ? (
          <PatternForm
            slug={slug}
            pattern={pattern}
            options={PATTERNS.map((value) => ({
              value,
              word: PATTERN_WORDS[value].name,
              deviates: deviates(advice, value),
            }))}
            action={choosePatternAction}
          />
        ) : (
          <>
            <p>{pattern ? PATTERN_WORDS[pattern].name : "None chosen"}</p>
            <Why>{refusal}</Why>
          </>
        )}
      </div>
    </Section>
  );
}
