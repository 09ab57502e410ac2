"use client";

import { useState } from "react";
import { SelectField, TextField } from "#components/form/fields.tsx";
import { SecretField } from "#components/form/secret-field.tsx";

const WAYS = ["sealed", "reference"] as const;

/** The value itself, or where it lies: one of the two travels. */
export function SecretFields({ reference }: { reference?: string | null }) {
  const [way, setWay] = useState<(typeof WAYS)[number]>(reference ? "reference" : "sealed");
  return (
    <>
      <SelectField
        name=""
        label="Where the value lives"
        value={way}
        onChange={(event) => setWay(event.currentTarget.value === "reference" ? "reference" : "sealed")}
        options={[
          { value: "sealed", word: "Sealed in Interlock's own store" },
          { value: "reference", word: "Outside: a variable or a file" },
        ]}
      />
      {way === "sealed" ? (
        <SecretField name="value" label="Value" />
      ) : (
        <TextField
          name="reference"
          label="Reference"
          mono
          defaultValue={reference ?? ""}
          placeholder="env:STRIPE_API_KEY"
          help="env:NAME or file:/run/secrets/name. Read only when it is used, by the process that uses it."
        />
      )}
    </>
  );
}
