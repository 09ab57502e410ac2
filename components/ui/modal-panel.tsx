"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { buttonClass } from "./button-class.ts";
import { dialogBackdrop, dialogPopup } from "./dialog-class.ts";
import { Icon } from "./icon.tsx";
import type { ModalProps } from "./modal.tsx";

export function ModalPanel({ title, description, foot, wide = false, onClose, children }: ModalProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogBackdrop} />
        <Dialog.Popup className={dialogPopup({ wide })}>
          <div className="flex items-start gap-3 px-5 pt-5">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="font-semibold text-16">{title}</Dialog.Title>
              {description ? (
                <Dialog.Description className="mt-1 text-13 text-ink-2">{description}</Dialog.Description>
              ) : null}
            </div>
            <Dialog.Close className={buttonClass({ variant: "ghost", size: "s", square: true })} aria-label="Close">
              <Icon of={X} />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {foot ? <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{foot}</div> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
