"use client";

import { verdictLooks } from "#components/connections/verdict-tag.tsx";
import { useAction } from "#components/form/use-action.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { testConnection } from "./actions.ts";

type Props = Pick<ButtonProps, "variant" | "size" | "disabledReason"> & { id: string; name: string };

/** Runs the test and says the verdict; the page below shows each layer. */
export function TestButton({ id, name, ...look }: Props) {
  const { run, pending } = useAction({
    action: testConnection,
    done: (result) => `${name}: ${verdictLooks[result.verdict].word}. ${result.nextStep}`,
  });
  return (
    <Button {...look} pending={pending && "Testing"} aria-label={`Test ${name}`} onClick={() => run({ id })}>
      Test
    </Button>
  );
}
