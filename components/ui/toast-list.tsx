"use client";

import { Toast } from "@base-ui/react/toast";
import { Check, CircleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { buttonClass } from "./button-class.ts";
import { Icon } from "./icon.tsx";
import { onToast, type Toasted, type ToastLook, takeToasts } from "./toast.ts";

const manager = Toast.createToastManager<ToastLook>();

function show({ title, description, ...data }: Toasted): void {
  manager.add({
    title,
    description,
    data,
    // Polite for all: Base UI hides urgent ones from assistive technology while they hold a tab stop.
    priority: "low",
    timeout: data.tone === "bad" ? 12_000 : data.undo ? 10_000 : 6_000,
  });
}

export function ToastList() {
  // After the provider's own effect: it listens by then.
  useEffect(() => onToast(() => takeToasts().forEach(show)), []);
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-90 max-w-[calc(100vw-32px)] flex-col gap-2 max-md:bottom-18">
          <Shown />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Shown() {
  const { toasts, close } = Toast.useToastManager<ToastLook>();
  return toasts.map((item) => {
    const undo = item.data?.undo;
    return (
      <Toast.Root
        key={item.id}
        toast={item}
        className="flex items-start gap-2.5 rounded-md border border-line-strong bg-raised py-2.5 pr-2 pl-3 text-13 shadow-menu transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
      >
        {item.data?.tone === "bad" ? (
          <Icon of={CircleAlert} className="mt-0.5 text-bad" />
        ) : (
          <Icon of={Check} className={item.data?.tone === "ok" ? "mt-0.5 text-ok" : "mt-0.5 text-ink-3"} />
        )}
        <Toast.Content className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-ink-2 [overflow-wrap:anywhere]" />
        </Toast.Content>
        {undo ? (
          <button
            type="button"
            className={buttonClass({ size: "s" })}
            onClick={() => {
              undo();
              close(item.id);
            }}
          >
            Undo
          </button>
        ) : null}
        <Toast.Close className={buttonClass({ variant: "ghost", size: "s", square: true })} aria-label="Dismiss">
          <Icon of={X} size={14} />
        </Toast.Close>
      </Toast.Root>
    );
  });
}
