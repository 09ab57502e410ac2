"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";

export type SumRow = { label: string; value: ReactNode; total?: boolean };

export type Question = {
  /** A question with the count in it: "Replay 21 dead letters to ledger?" */
  title: string;
  /** Exactly what will happen. */
  says: ReactNode;
  /** In the group, left out, will be sent: the last row is the total. */
  sum?: readonly SumRow[];
  /** What else holds it. */
  warning?: ReactNode;
  /** How to undo, or that it cannot be undone. */
  undo: ReactNode;
  /** Says what stays: "Keep them dead". */
  keep: string;
  /** Repeats verb and count: "Replay 19". */
  act: string;
  danger?: boolean;
  /** Only when there is no undo: the name to type first. */
  typeName?: string;
};

export type AlertDialogProps = {
  question: Question;
  pending: boolean;
  problem?: string | null;
  onAct: () => void;
  onClose: () => void;
  children?: ReactNode;
};

/** An open question: mount it to ask. `children` are options. Its code comes when the first one is asked. */
export const AlertDialog = dynamic<AlertDialogProps>(
  () => import("./alert-dialog-panel.tsx").then((module) => module.AlertDialogPanel),
  { ssr: false },
);
