"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";

export type DrawerProps = {
  /** Names the drawer for screen readers. */
  label: string;
  /** State and id, in the bar. */
  bar: ReactNode;
  /** The list without the drawer. */
  closeHref: string;
  /** The rows above and below, by their own addresses. */
  previousHref?: string;
  nextHref?: string;
  foot?: ReactNode;
  children: ReactNode;
};

/** Detail beside its list. It has an address of its own, so closing and stepping are navigations. */
export const Drawer = dynamic<DrawerProps>(() => import("./drawer-panel.tsx").then((module) => module.DrawerPanel), {
  ssr: false,
});
