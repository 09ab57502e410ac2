import { CircleAlert } from "lucide-react";
import type { Ref } from "react";
import { Icon } from "./icon.tsx";

export type FormProblem = { fieldId?: string; message: string };

type Props = { title: string; problems: readonly FormProblem[]; reference?: string; ref?: Ref<HTMLDivElement> };

/** All that is wrong, at the top, each line a link to its field. The form moves focus here. */
export function FormErrorSummary({ title, problems, reference, ref }: Props) {
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role="alert"
      className="flex gap-2.5 rounded-sm border border-bad-line border-l-[3px] border-l-bad-fill bg-bad-soft px-3 py-2.5 text-13"
    >
      <Icon of={CircleAlert} className="mt-0.5 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {problems.length > 0 ? (
          <ul className="mt-1 grid gap-0.5">
            {problems.map((problem) => (
              <li key={`${problem.fieldId ?? ""} ${problem.message}`} className="[overflow-wrap:anywhere]">
                {problem.fieldId ? (
                  <a
                    href={`#${problem.fieldId}`}
                    className="inline-block py-0.5 underline decoration-1 underline-offset-[3px]"
                  >
                    {problem.message}
                  </a>
                ) : (
                  problem.message
                )}
              </li>
            ))}
          </ul>
        ) : null}
        {reference ? (
          <p className="mt-1 text-12 text-ink-2">
            Reference <span className="mono">{reference}</span>
          </p>
        ) : null}
      </div>
    </div>
  );
}
