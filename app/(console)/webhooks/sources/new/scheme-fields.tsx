import { SelectField, TextField } from "#components/form/fields.tsx";

const same = (value: string) => ({ value, word: value });

/** How a provider without a preset signs. Only the header is needed; the rest has the most common answer. */
export function SchemeFields() {
  return (
    <fieldset className="grid gap-4 border-line border-t pt-4">
      <legend className="sr-only">How the provider signs</legend>
      <TextField name="scheme.header" label="Signature header" mono placeholder="x-signature" />
      <TextField name="scheme.prefix" label="Text before the signature" mono placeholder="sha256=" optional />
      <TextField
        name="scheme.template"
        label="Signed text"
        mono
        defaultValue="{body}"
        help="{body} once, and {ts} or {id} where the provider signs them too."
      />
      <SelectField
        name="scheme.algorithm"
        label="Algorithm"
        defaultValue="sha256"
        options={[same("sha256"), same("sha512"), same("sha1")]}
      />
      <SelectField
        name="scheme.encoding"
        label="Signature is written in"
        defaultValue="hex"
        options={[same("hex"), same("base64")]}
      />
      <SelectField
        name="scheme.secretEncoding"
        label="Secret is written in"
        defaultValue="utf8"
        options={[{ value: "utf8", word: "plain text" }, same("hex"), same("base64")]}
      />
      <TextField
        name="scheme.timestampHeader"
        label="Timestamp header"
        mono
        optional
        help="Needed when the signed text has {ts}."
      />
      <TextField
        name="scheme.idHeader"
        label="Header with the event's id"
        mono
        optional
        help="Without an id, repeats are found by their bytes."
      />
      <TextField name="scheme.idPath" label="Or a field of the body with the id" mono optional placeholder="data.id" />
      <TextField name="scheme.typeHeader" label="Header with the event's type" mono optional />
      <TextField name="scheme.typePath" label="Or a field of the body with the type" mono optional placeholder="type" />
    </fieldset>
  );
}
