"use client";

import { useSyncExternalStore } from "react";
import { Menu, MenuChoice } from "#components/ui/menu.tsx";
import type { MenuTrigger } from "#components/ui/menu-button.tsx";
import { THEME_KEY, type Theme } from "./theme-script.ts";

const options = [
  { value: "system", word: "As the system" },
  { value: "light", word: "Light" },
  { value: "dark", word: "Dark" },
] as const satisfies readonly { value: Theme; word: string }[];

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

function choose(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage may be blocked: the choice then holds until the page is left.
  }
  for (const listener of listeners) listener();
}

export function ThemeItems(face: MenuTrigger) {
  const theme = useSyncExternalStore(subscribe, read, (): Theme => "system");
  return (
    <Menu defaultOpen {...face}>
      <MenuChoice label="Theme" value={theme} options={options} onChange={choose} />
    </Menu>
  );
}
