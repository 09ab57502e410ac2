import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

const FIELDS = [
  { name: "actor", label: "Who", placeholder: "ada@" },
  { name: "action", label: "Action starts with", placeholder: "flag." },
  { name: "integration", label: "Integration", placeholder: "stripe-subscriptions" },
  { name: "entityId", label: "Id of the thing", placeholder: "" },
];
const DAYS = [
  { name: "from", label: "From" },
  { name: "to", label: "To" },
];

/** A plain GET form: the filters live in the address, also without a script. */
export function AuditFilters({ chosen }: { chosen: Record<string, string> }) {
  return (
    <search aria-label="Filter the log" className="mb-3">
      <form action="/audit" className="grid grid-cols-[repeat(auto-fill,minmax(128px,1fr))] items-end gap-3">
        {FIELDS.map(({ name, label, placeholder }) => (
          <Field key={name} id={`audit-${name}`} label={label}>
            <Input
              id={`audit-${name}`}
              name={name}
              placeholder={placeholder}
              defaultValue={chosen[name] ?? ""}
              {...(name === "actor" ? { "data-search": "" } : {})}
            />
          </Field>
        ))}
        {DAYS.map(({ name, label }) => (
          <Field key={name} id={`audit-${name}`} label={label}>
            <Input id={`audit-${name}`} name={name} type="date" defaultValue={chosen[name] ?? ""} />
          </Field>
        ))}
        <div>
          <Button type="submit">Filter</Button>
        </div>
      </form>
    </search>
  );
}
