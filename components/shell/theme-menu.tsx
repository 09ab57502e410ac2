"use client";

import { SunMoon } from "lucide-react";
import { buttonClass } from "#components/ui/button-class.ts";
import { Icon } from "#components/ui/icon.tsx";
import { MenuButton } from "#components/ui/menu-button.tsx";

const load = () => import("./theme-items.tsx").then((module) => module.ThemeItems);

export function ThemeMenu() {
  const face = {
    label: "Theme",
    trigger: <Icon of={SunMoon} />,
    triggerClass: buttonClass({ variant: "ghost", size: "s", square: true }),
  };
  return <MenuButton face={face} load={load} items={{}} />;
}
