"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { CheckField, HiddenField, SelectField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Note } from "#components/ui/note.tsx";
import type { ChannelDto, ChannelKind } from "#lib/alerts/schema.ts";
import type { ActionResult } from "#lib/core/result.ts";

type Saved = { id: string; signingSecret: string | null };
type Props = {
  action: (data: FormData) => Promise<ActionResult<Saved>>;
  channel?: ChannelDto;
  /** Whether the operator set a mail server for the whole installation. */
  hasMailServer: boolean;
};

export function ChannelForm({ action, channel, hasMailServer }: Props) {
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? "webhook");
  const [saved, setSaved] = useState<Saved | null>(null);
  const smtp = channel?.config.smtp ?? null;
  const [own, setOwn] = useState(smtp !== null || !hasMailServer);
  if (saved !== null) return <SavedNote saved={saved} isNew={channel === undefined} />;
  return (
    <ActionForm id="channel" action={action} onDone={setSaved} className="grid max-w-140 gap-4">
      {channel ? (
        <HiddenField name="id" value={channel.id} />
      ) : (
        <SelectField
          name="kind"
          label="Kind"
          value={kind}
          onChange={(event) => setKind(event.target.value === "email" ? "email" : "webhook")}
          options={[
            { value: "webhook", word: "Webhook, signed" },
            { value: "email", word: "E-mail" },
          ]}
          help={
            kind === "webhook"
              ? "A POST with Standard Webhooks headers, to any service of yours."
              : "A letter per alert, threaded by episode."
          }
        />
      )}
      <TextField
        name="name"
        label="Name"
        maxLength={100}
        defaultValue={channel?.name ?? ""}
        placeholder={kind === "webhook" ? "on-call bot" : "ops mail"}
      />
      {kind === "webhook" ? (
        <>
          <TextField
            name="url"
            label="Address"
            type="url"
            mono
            defaultValue={channel?.config.url ?? ""}
            placeholder="https://hooks.example.com/alerts"
            help="It has to answer 2xx within 10 seconds."
          />
          {channel ? (
            <CheckField
              name="rotateSecret"
              label="Make a new signing secret"
              help={`The one that ends in ${channel.lastFour} stops working at once.`}
            />
          ) : null}
        </>
      ) : (
        <>
          <TextareaField
            name="to"
            label="Goes to"
            rows={2}
            defaultValue={channel?.config.to?.join("\n") ?? ""}
            help="One address a line, at most 20."
          />
          {hasMailServer ? (
            <SelectField
              name=""
              label="Mail server"
              value={own ? "own" : "shared"}
              onChange={(event) => setOwn(event.target.value === "own")}
              options={[
                { value: "shared", word: "The one of this installation" },
                { value: "own", word: "One of its own" },
              ]}
            />
          ) : null}
          {own ? <ServerFields smtp={smtp} lastFour={channel?.lastFour ?? ""} /> : null}
        </>
      )}
      <div>
        <SubmitButton>{channel ? "Save channel" : "Make channel"}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function ServerFields({ smtp, lastFour }: { smtp: ChannelDto["config"]["smtp"] | null; lastFour: string }) {
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_96px] gap-4">
        <TextField
          name="smtpHost"
          label="Mail server"
          mono
          defaultValue={smtp?.host ?? ""}
          placeholder="smtp.example.com"
        />
        <TextField
          name="smtpPort"
          label="Port"
          inputMode="numeric"
          defaultValue={smtp ? String(smtp.port) : ""}
          placeholder="587"
        />
      </div>
      <CheckField
        name="smtpSecure"
        label="TLS from the first byte"
        help="Port 465. Without it the connection starts plain and upgrades when the server offers it."
        defaultChecked={smtp?.secure ?? false}
      />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <TextField name="smtpUser" label="User" optional defaultValue={smtp?.user ?? ""} />
        <TextField
          name="smtpPassword"
          label="Password"
          type="password"
          optional
          help={
            lastFour === ""
              ? "Sealed, and never shown again."
              : `The one that ends in ${lastFour} stays unless you type another.`
          }
        />
      </div>
      <TextField
        name="smtpFrom"
        label="Sender"
        type="email"
        optional
        defaultValue={smtp?.from ?? ""}
        placeholder="interlock@example.com"
      />
    </>
  );
}

function SavedNote({ saved, isNew }: { saved: Saved; isNew: boolean }) {
  return (
    <div className="grid max-w-140 gap-4" role="status">
      <p className="font-medium text-14">{isNew ? "The channel is made." : "The channel is saved."} Test it next.</p>
      {saved.signingSecret ? (
        <Note tone="warn" title="Copy the signing secret now.">
          It is shown this one time. Give it to whatever verifies the signature.
          <span className="mt-2 flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-2">
            <code className="min-w-0 flex-1 font-mono text-12 [overflow-wrap:anywhere]">{saved.signingSecret}</code>
            <CopyButton text={saved.signingSecret} label="Copy the signing secret" />
          </span>
        </Note>
      ) : null}
      <div>
        <LinkButton href="/alerts/channels" variant="primary">
          To the channels
        </LinkButton>
      </div>
    </div>
  );
}
