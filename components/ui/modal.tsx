"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";

export type ModalProps = {
  title: string;
  description?: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** An open modal dialog: mount it to open, `onClose` to take it away. Its code comes with the first one. */
export const Modal = dynamic<ModalProps>(() => import("./modal-panel.tsx").then((module) => module.ModalPanel), {
  ssr: false,
});
