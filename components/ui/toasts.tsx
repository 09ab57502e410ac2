"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onToast } from "./toast.ts";

const ToastList = dynamic(() => import("./toast-list.tsx").then((module) => module.ToastList), { ssr: false });

/** The place of toasts; its code comes with the first one. */
export function Toasts() {
  const [some, setSome] = useState(false);
  useEffect(() => (some ? undefined : onToast(() => setSome(true))), [some]);
  return some ? <ToastList /> : null;
}
