import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

const box =
  "peer relative mt-0.5 grid size-4 shrink-0 appearance-none place-items-center border border-line-control bg-surface " +
  "checked:border-accent-fill checked:bg-accent-fill indeterminate:border-accent-fill indeterminate:bg-accent-fill " +
  "disabled:border-line disabled:bg-sunken before:content-['']";

const tick =
  "rounded-[3px] checked:before:h-1 checked:before:w-2 checked:before:-translate-y-px checked:before:-rotate-45 " +
  "checked:before:border-b-2 checked:before:border-l-2 checked:before:border-on-accent " +
  "indeterminate:before:h-0.5 indeterminate:before:w-2 indeterminate:before:bg-on-accent";

const dot = "rounded-full checked:before:size-1.5 checked:before:rounded-full checked:before:bg-on-accent";

type Props = Omit<ComponentProps<"input">, "type" | "className"> & { children?: ReactNode; help?: ReactNode };

export function Checkbox(props: Props) {
  return <Choice {...props} kind="checkbox" />;
}

export function Radio(props: Props) {
  return <Choice {...props} kind="radio" />;
}

/** Without a word beside it (in a table's row) it needs an `aria-label`, and gets a larger target. */
function Choice({ kind, children, help, ...rest }: Props & { kind: "checkbox" | "radio" }) {
  const ownId = useId();
  const id = rest.id ?? ownId;
  const input = <input {...rest} id={id} type={kind} className={cx(box, kind === "radio" ? dot : tick)} />;
  if (!children) return <span className="relative grid size-6 place-items-center [&_input]:mt-0">{input}</span>;
  return (
    <label htmlFor={id} className="flex items-start gap-2 text-13">
      {input}
      <span className="peer-disabled:text-ink-3">
        {children}
        {help ? <span className="block text-12 text-ink-3">{help}</span> : null}
      </span>
    </label>
  );
}
