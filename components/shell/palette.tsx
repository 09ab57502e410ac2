"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { dialogBackdrop } from "#components/ui/dialog-class.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { type CommandGroup, commandGroups, type Verb } from "./command-list.ts";

export function Palette({ verbs, onClose }: { verbs: readonly Verb[]; onClose: () => void }) {
  const router = useRouter();
  const groups = useMemo(() => commandGroups(verbs), [verbs]);
  const run = (verb: Verb) => {
    onClose();
    router.push(verb.href);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogBackdrop} />
        <Dialog.Popup
          aria-label="Search or run"
          className="-translate-x-1/2 fixed top-18 left-1/2 z-50 flex max-h-[min(576px,calc(100dvh-96px))] w-[calc(100vw-32px)] max-w-140 flex-col overflow-hidden rounded-lg border border-line-strong bg-raised shadow-dialog outline-none"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(verb: Verb) => verb.label}
          >
            <div className="flex items-center gap-2 border-line border-b px-4 text-ink-3">
              <Icon of={Search} />
              <Autocomplete.Input
                aria-label="Search places and verbs"
                placeholder="Where to, or what to do"
                className="h-12 w-full bg-transparent text-14 text-ink outline-none"
              />
              <Kbd>esc</Kbd>
            </div>
            <Dialog.Close className="sr-only">Close</Dialog.Close>
            <Autocomplete.Empty>
              <p className="px-4 py-6 text-13 text-ink-3">
                Nothing is called that. Try a place, such as Webhooks, or a verb.
              </p>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto p-1 data-empty:p-0">
              {(group: CommandGroup) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 font-medium text-12 text-ink-3">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(verb: Verb) => (
                      <Autocomplete.Item
                        key={`${verb.group} ${verb.label} ${verb.href}`}
                        value={verb}
                        onClick={() => run(verb)}
                        className="flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-3 text-13 outline-none data-highlighted:bg-accent-soft max-md:min-h-10"
                      >
                        <span className="min-w-0 flex-1 truncate">{verb.label}</span>
                        {verb.hint ? <span className="shrink-0 text-12 text-ink-3">{verb.hint}</span> : null}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
