"use client";

import { Kbd } from "#components/ui/kbd.tsx";
import { Modal } from "#components/ui/modal.tsx";
import { places } from "./places.ts";

const everywhere = [
  ["⌘ K", "Search places and verbs"],
  ["/", "Search this page"],
  ["j  k", "Next and previous row"],
  ["enter", "Open the row"],
  ["x", "Select the row"],
  ["esc", "Close"],
  ["?", "This list"],
] as const;

export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="Keys" onClose={onClose}>
      <div className="grid grid-cols-2 gap-6 text-13 max-md:grid-cols-1">
        <Keys title="Everywhere" keys={everywhere.map(([key, does]) => ({ key, does }))} />
        <Keys title="Go to" keys={places.map((place) => ({ key: `g ${place.key}`, does: place.word }))} />
      </div>
    </Modal>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly { key: string; does: string }[] }) {
  return (
    <div>
      <h3 className="mb-1 font-semibold text-13">{title}</h3>
      <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-y-1.5">
        {keys.map(({ key, does }) => (
          <div key={key} className="contents">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
