import type { LucideIcon } from "lucide-react";
import { Button, type ButtonProps } from "./button.tsx";
import { Icon } from "./icon.tsx";

type Props = Omit<ButtonProps, "children" | "square" | "pending" | "aria-label"> & { label: string; icon: LucideIcon };

export function IconButton({ label, icon, variant = "ghost", size = "s", ...rest }: Props) {
  return (
    <Button {...rest} variant={variant} size={size} square aria-label={label} title={label}>
      <Icon of={icon} />
    </Button>
  );
}
