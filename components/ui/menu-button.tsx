"use client";

import { type ComponentType, type ReactNode, useState } from "react";

/** What the button shows; the menu itself shows the same once it is there. */
export type MenuTrigger = { trigger: ReactNode; triggerClass: string; label: string };

type Props<Items> = { face: MenuTrigger; load: () => Promise<ComponentType<Items & MenuTrigger>>; items: Items };

/** The button of a menu whose code comes when somebody reaches for it. */
export function MenuButton<Items extends object>({ face, load, items }: Props<Items>) {
  const [Loaded, setLoaded] = useState<ComponentType<Items & MenuTrigger> | null>(null);
  if (Loaded !== null) return <Loaded {...items} {...face} />;
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={face.label}
      title={face.label}
      className={face.triggerClass}
      onPointerEnter={() => void load()}
      onClick={async () => {
        const loaded = await load();
        setLoaded(() => loaded);
      }}
    >
      {face.trigger}
    </button>
  );
}
