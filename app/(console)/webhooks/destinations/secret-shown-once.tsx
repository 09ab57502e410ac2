"use client";

import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Modal } from "#components/ui/modal.tsx";

/** The one time that a signing secret is readable. */
export function SecretShownOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal
      title="Copy the signing secret now"
      description="It is shown this once. The receiver verifies webhook-signature with it."
      onClose={onClose}
      foot={
        <Button variant="primary" onClick={onClose}>
          I have it
        </Button>
      }
    >
      <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-2 pr-1 pl-3">
        <code className="min-w-0 flex-1 font-mono text-13 [overflow-wrap:anywhere]">{secret}</code>
        <CopyButton text={secret} label="Copy the signing secret" />
      </div>
    </Modal>
  );
}
