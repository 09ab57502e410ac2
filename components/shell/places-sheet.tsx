"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { usePathname } from "next/navigation";
import { buttonClass } from "#components/ui/button-class.ts";
import { Icon } from "#components/ui/icon.tsx";
import { useLiveCounts } from "./live-counts.tsx";
import { isAt, places } from "./places.ts";
import { PlaceLink } from "./rail.tsx";

/** Every place, on a narrow screen. Mount it to open. */
export function PlacesSheet({ onClose }: { onClose: () => void }) {
  const counts = useLiveCounts();
  const path = usePathname();
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-auto rounded-t-lg border-line-strong border-t bg-raised p-4 shadow-dialog">
          <div className="mb-2 flex items-center">
            <Dialog.Title className="font-semibold text-16">Places</Dialog.Title>
            <Dialog.Close
              className={buttonClass({ variant: "ghost", square: true, className: "ml-auto" })}
              aria-label="Close"
            >
              <Icon of={X} />
            </Dialog.Close>
          </div>
          {/* Choosing a place closes the sheet; the link itself navigates. */}
          <ul onClickCapture={onClose}>
            {places.map((place) => (
              <li key={place.href}>
                <PlaceLink place={place} here={isAt(place, path)} counts={counts} />
              </li>
            ))}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
