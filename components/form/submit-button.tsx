"use client";

import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { useForm } from "./action-form.tsx";

/** `pendingWord` says what is under way: "Saving". */
export function SubmitButton({
  pendingWord = "Saving",
  variant = "primary",
  ...rest
}: Omit<ButtonProps, "type" | "pending"> & { pendingWord?: string }) {
  const { pending } = useForm();
  return <Button {...rest} variant={variant} type="submit" pending={pending && pendingWord} />;
}
