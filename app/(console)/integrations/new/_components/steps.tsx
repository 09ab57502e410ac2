import { cx } from "#components/ui/cx.ts";

type Props = { words: readonly string[]; here: number; open: (step: number) => boolean; onGo: (step: number) => void };

/** The steps as a track: what is behind is lit. */
export function Steps({ words, here, open, onGo }: Props) {
  return (
    <ol className="flex flex-wrap gap-x-1 gap-y-2 text-13" aria-label="Steps">
      {words.map((word, step) => (
        <li key={word} className="flex items-center gap-1">
          {step > 0 ? (
            <span
              aria-hidden="true"
              className={cx("h-0.5 w-6 max-md:w-3", step <= here ? "bg-accent-fill" : "bg-line-strong")}
            />
          ) : null}
          <button
            type="button"
            aria-current={step === here ? "step" : undefined}
            aria-disabled={open(step) ? undefined : true}
            onClick={() => (open(step) ? onGo(step) : undefined)}
            className={cx(
              "rounded-md px-2 py-1 font-medium",
              step === here
                ? "bg-accent-soft text-ink"
                : "text-ink-2 hover:bg-hover aria-disabled:text-ink-3 aria-disabled:hover:bg-transparent",
            )}
          >
            {step + 1}. {word}
          </button>
        </li>
      ))}
    </ol>
  );
}
