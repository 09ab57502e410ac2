import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export type FieldProps = {
  /** The control's id; help and error get theirs from it. */
  id: string;
  label: ReactNode;
  help?: ReactNode;
  errors?: readonly string[];
  optional?: boolean;
};

type Described = { "aria-describedby"?: string; "aria-invalid"?: true };

/** What ties a control to its help and its errors. */
export function tieNotes({ id, help, errors = [] }: Pick<FieldProps, "id" | "help" | "errors">): Described {
  const ids = [errors.length > 0 && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": errors.length > 0 ? true : undefined };
}

/** Label above, help under, errors beside what is wrong. */
export function Field({
  id,
  label,
  help,
  errors = [],
  optional = false,
  children,
}: FieldProps & { children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium text-13">
        {label}
        {optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
      </label>
      {children}
      <FieldNotes id={id} help={help} errors={errors} />
    </div>
  );
}

export function FieldNotes({ id, help, errors = [] }: Pick<FieldProps, "id" | "help" | "errors">) {
  return (
    <>
      {errors.length > 0 ? (
        <p id={`${id}-error`} className="mt-1 flex gap-1.5 text-12 text-bad">
          <Icon of={CircleAlert} size={14} className="mt-px" />
          <span>{errors.join(" ")}</span>
        </p>
      ) : null}
      {help ? (
        <p id={`${id}-help`} className="mt-1 text-12 text-ink-3">
          {help}
        </p>
      ) : null}
    </>
  );
}
