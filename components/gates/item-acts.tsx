"use client";

import { useState } from "react";
import { ActionButton } from "#components/form/action-button.tsx";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { Action } from "#components/form/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/modal.tsx";
import { Why } from "#components/ui/why.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { ItemDto } from "#lib/gates/schema.ts";

type FormAct = (data: FormData) => Promise<ActionResult<unknown>>;
export type ItemActions = {
  attest: FormAct;
  markNotApplicable: FormAct;
  reopen: Action<{ slug: string; key: string }, unknown>;
  requestWaiver: FormAct;
  decideWaiver: Action<{ waiverId: string; approve: boolean }, unknown>;
  revokeWaiver: Action<{ waiverId: string; comment: string }, unknown>;
};

type Props = {
  slug: string;
  item: ItemDto;
  actions: ItemActions;
  /** Why this person may not write, or may not decide waivers; null when they may. */
  writeRefusal: string | null;
  waiverRefusal: string | null;
};

type Act = "attest" | "not_applicable" | "waiver";

/** The rare verbs of an item, at the foot of its drawer, and why one is not offered. */
export function ItemActs({ slug, item, actions, writeRefusal, waiverRefusal }: Props) {
  const [act, setAct] = useState<Act | null>(null);
  const refused = writeRefusal ?? undefined;
  const close = () => setAct(null);
  const waiver = item.waiver;
  if (item.state === "not_applicable") {
    return (
      <ActionButton
        action={actions.reopen}
        input={{ slug, key: item.key }}
        done={`${item.key} is looked at again.`}
        disabledReason={refused}
      >
        Take back not applicable
      </ActionButton>
    );
  }
  return (
    <>
      {item.automatic ? null : (
        <Button onClick={() => setAct("attest")} disabledReason={refused}>
          Attest
        </Button>
      )}
      <Button onClick={() => setAct("not_applicable")} disabledReason={refused}>
        Not applicable
      </Button>
      {waiver?.state === "requested" ? (
        <WaiverDecision waiverId={waiver.id} actions={actions} refusal={waiverRefusal} />
      ) : item.blocks ? (
        <Button onClick={() => setAct("waiver")} disabledReason={refused}>
          Ask for a waiver
        </Button>
      ) : null}
      {waiver?.state === "approved" && item.state === "waived" ? (
        <ActionButton
          action={actions.revokeWaiver}
          input={{ waiverId: waiver.id, comment: "" }}
          done="The waiver no longer counts."
          disabledReason={waiverRefusal ?? undefined}
        >
          Revoke the waiver
        </ActionButton>
      ) : null}
      {item.automatic ? (
        <span className="ml-auto max-w-52">
          <Why>Automatic: nobody can tick it by hand.</Why>
        </span>
      ) : null}
      {act ? <ActDialog act={act} slug={slug} item={item} actions={actions} onClose={close} /> : null}
    </>
  );
}

type DecisionProps = { waiverId: string; actions: ItemActions; refusal: string | null };

function WaiverDecision({ waiverId, actions, refusal }: DecisionProps) {
  const disabledReason = refusal ?? undefined;
  return (
    <>
      <ActionButton
        variant="primary"
        action={actions.decideWaiver}
        input={{ waiverId, approve: true }}
        done="Waived."
        disabledReason={disabledReason}
      >
        Approve the waiver
      </ActionButton>
      {refusal === null ? (
        <ActionButton action={actions.decideWaiver} input={{ waiverId, approve: false }} done="Denied.">
          Deny it
        </ActionButton>
      ) : null}
    </>
  );
}

const TITLES: Readonly<Record<Act, string>> = {
  attest: "Attest",
  not_applicable: "Mark as not applicable",
  waiver: "Ask for a waiver",
};

type DialogProps = { act: Act; slug: string; item: ItemDto; actions: ItemActions; onClose: () => void };

function ActDialog({ act, slug, item, actions, onClose }: DialogProps) {
  const formAction =
    act === "attest" ? actions.attest : act === "waiver" ? actions.requestWaiver : actions.markNotApplicable;
  const says = {
    attest: "You vouch that you looked. Your name stands with it, and you cannot approve this gate.",
    not_applicable: "It leaves the count. Your name and the reason stand with it, and you cannot approve this gate.",
    waiver: "Somebody of ops approves it. Until it expires, the gate passes with a warning.",
  }[act];
  return (
    <Modal title={`${TITLES[act]}: ${item.wording}`} description={says} onClose={onClose}>
      <ActionForm id={`item-${act}`} action={formAction} done={`${item.key} is updated.`} onDone={onClose}>
        <HiddenField name="slug" value={slug} />
        <HiddenField name="key" value={item.key} />
        <TextareaField
          name="reason"
          label={act === "attest" ? "What you looked at" : "Why"}
          help="At least 10 characters. Kept with the evidence."
          rows={4}
        />
        {act === "attest" ? (
          <TextField name="url" label="Link to it" optional placeholder="https://" type="url" />
        ) : null}
        {act === "waiver" ? (
          <TextField
            name="days"
            label="For how many days"
            type="number"
            min={1}
            max={90}
            defaultValue={14}
            help="At most 90; security and compliance at most 30."
          />
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Leave it as it is</Button>
          <SubmitButton pendingWord="Saving">{TITLES[act]}</SubmitButton>
        </div>
      </ActionForm>
    </Modal>
  );
}
