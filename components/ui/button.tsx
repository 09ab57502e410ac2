import { LoaderCircle } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { type ButtonLook, buttonClass } from "./button-class.ts";
import { Icon } from "./icon.tsx";
import { Why } from "./why.tsx";

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> &
  ButtonLook & {
    /** Says why the button does nothing now. It stays focusable, so that everyone can read the reason. */
    disabledReason?: string;
    /** The word for what is under way, such as "Saving". */
    pending?: string | false;
  };

export function Button({
  variant,
  size,
  square,
  className,
  disabledReason,
  pending = false,
  type = "button",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const off = Boolean(disabledReason) || Boolean(pending);
  const button = (
    <button
      {...rest}
      type={off ? "button" : type}
      onClick={off ? undefined : onClick}
      aria-disabled={disabledReason ? true : undefined}
      aria-busy={pending ? true : undefined}
      aria-describedby={disabledReason ? reasonId : rest["aria-describedby"]}
      className={buttonClass({ variant, size, square, className })}
    >
      {pending ? (
        <>
          <Icon of={LoaderCircle} size={14} className="animate-spin" />
          {pending}
        </>
      ) : (
        children
      )}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <span className="inline-flex flex-col items-start gap-1.5">
      {button}
      <Why id={reasonId}>{disabledReason}</Why>
    </span>
  );
}
