import { cx } from "#components/ui/cx.ts";
import { Field, tieNotes } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { type Draft, slugFrom } from "./draft.ts";
import type { KindChoice } from "./wizard.tsx";

type Errors = Readonly<Record<string, string[]>>;
type Props = { draft: Draft; change: (part: Partial<Draft>) => void; kinds: readonly KindChoice[]; errors: Errors };

export function StepKind({ draft, change, kinds, errors }: Props) {
  const field = (name: string, help?: string) => {
    const id = `new-${name}`;
    return { id, ...tieNotes({ id, help, errors: errors[name] ?? [] }) };
  };
  return (
    <div className="grid gap-5">
      <fieldset>
        <legend className="mb-2 font-medium text-13">What kind is it?</legend>
        <div className="grid grid-cols-3 gap-2 max-md:grid-cols-1">
          {kinds.map((kind) => (
            <label
              key={kind.value}
              className={cx(
                "block cursor-pointer rounded-md border p-3 text-13 has-focus-visible:outline-2 has-focus-visible:outline-accent",
                draft.kind === kind.value ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name="kind"
                value={kind.value}
                checked={draft.kind === kind.value}
                onChange={() => change({ kind: kind.value })}
                className="mr-2 align-middle"
              />
              <span className="font-semibold">{kind.name}</span>
              <span className="mt-1 block text-12 text-ink-2">{kind.says}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <Field id="new-name" label="Name" errors={errors["name"] ?? []}>
          <Input
            {...field("name")}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            maxLength={120}
          />
        </Field>
        <Field
          id="new-slug"
          label="Slug"
          help="In every address of it. It never changes."
          errors={errors["slug"] ?? []}
        >
          <Input
            {...field("slug", "help")}
            mono
            value={draft.slug}
            placeholder={slugFrom(draft.name) || "stripe-subscriptions"}
            onChange={(event) => change({ slug: event.target.value })}
            maxLength={60}
          />
        </Field>
        <Field id="new-provider" label="Provider" optional help="Who is on the other side, such as stripe.">
          <Input
            {...field("provider", "help")}
            value={draft.provider}
            onChange={(event) => change({ provider: event.target.value })}
            maxLength={60}
          />
        </Field>
      </div>
      <Field id="new-description" label="Description" optional>
        <Textarea
          {...field("description")}
          rows={3}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
          maxLength={2_000}
        />
      </Field>
    </div>
  );
}
