import { cx } from "#components/ui/cx.ts";

export type Environment = "test" | "live";

/** The server action keeps the choice for this person; it reads the form field `environment`. */
export type EnvironmentAction = (data: FormData) => Promise<void>;

const words = ["test", "live"] as const satisfies readonly Environment[];

export function EnvironmentSwitch({ environment, action }: { environment: Environment; action: EnvironmentAction }) {
  const live = environment === "live";
  return (
    <form
      action={action}
      aria-label="Environment"
      className={cx(
        "inline-flex h-7 shrink-0 overflow-hidden rounded-md border bg-surface",
        live ? "border-live-line" : "border-line-strong",
      )}
    >
      {words.map((word) => (
        <button
          key={word}
          type="submit"
          name="environment"
          value={word}
          aria-pressed={word === environment}
          className={cx(
            "px-2.5 font-medium text-12 -outline-offset-2",
            word === "live" && (live ? "border-live-line border-l" : "border-line-strong border-l"),
            word !== environment && "text-ink-2 hover:bg-hover",
            word === environment && (live ? "bg-live text-on-live" : "bg-ink text-surface"),
          )}
        >
          {word}
        </button>
      ))}
    </form>
  );
}
