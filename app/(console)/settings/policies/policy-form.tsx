"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { WorkspacePolicies } from "#lib/workspaces/schema.ts";
import { updatePolicies } from "../actions.ts";

type NumberName = Exclude<keyof WorkspacePolicies, "allowOwnApproval">;

const NUMBERS: { name: NumberName; label: string; help: string }[] = [
  {
    name: "bakeTimeSeconds",
    label: "Bake time, seconds",
    help: "How long a canary runs before all traffic may follow. A day is 86400.",
  },
  {
    name: "regressionGraceSeconds",
    label: "Grace after a regression, seconds",
    help: "Then live traffic falls back to parked.",
  },
  {
    name: "drillValidDays",
    label: "A drill counts for, days",
    help: "After that its items are stale and block again.",
  },
  {
    name: "credentialProbeValidHours",
    label: "A connection test counts for, hours",
    help: "After that it has to run again.",
  },
  {
    name: "eventRetentionDays",
    label: "Events are kept for, days",
    help: "Dead letters and quarantine stay until somebody decides.",
  },
  { name: "auditRetentionDays", label: "The audit log is kept for, days", help: "At least 30." },
];

const APPROVAL = [
  { value: "false", word: "No: author and approver are different people" },
  { value: "true", word: "Yes: it is recorded, and shown on the gate" },
];

export function PolicyForm({ policies, refusal }: { policies: WorkspacePolicies; refusal?: string | undefined }) {
  return (
    <ActionForm id="policies" action={updatePolicies} done="The policies are saved.">
      <SelectField
        name="policies.allowOwnApproval"
        label="May somebody approve a gate on own evidence?"
        options={APPROVAL}
        defaultValue={String(policies.allowOwnApproval)}
      />
      {NUMBERS.map(({ name, label, help }) => (
        <TextField
          key={name}
          name={`policies.${name}`}
          label={label}
          help={help}
          type="number"
          defaultValue={String(policies[name])}
        />
      ))}
      <div>
        <SubmitButton disabledReason={refusal}>Save the policies</SubmitButton>
      </div>
    </ActionForm>
  );
}
