import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { AddFilterWord, addFilterClass, FilterChip } from "#components/ui/filter-chip.tsx";
import { Input, SearchInput } from "#components/ui/input.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { type Option, Select } from "#components/ui/select.tsx";
import { hrefOf, type Params } from "./search.ts";

export type Choice = { name: string; label: string; options?: readonly Option[]; placeholder?: string };

type Props = { path: string; params: Params; choices: readonly Choice[]; search?: { name: string; says: string } };

/** Filters are plain forms over the address: they work before the page is ready, and the back button undoes them. */
export function Filters({ path, params, choices, search }: Props) {
  const { cursor: _cursor, event: _event, delivery: _delivery, request: _request, ...kept } = params;
  const chosen = choices.filter(({ name }) => kept[name]);
  const word = ({ name, options }: Choice) => options?.find(({ value }) => value === kept[name])?.word ?? kept[name];
  const names = new Set(choices.map(({ name }) => name));
  const others = Object.entries(kept).filter(([name]) => !names.has(name) && name !== search?.name);
  return (
    <>
      {search ? (
        <Form action={path} scroll={false} className="w-56 max-md:w-full">
          {Object.entries(kept).map(([name, value]) =>
            name === search.name ? null : <input key={name} type="hidden" name={name} value={value} />,
          )}
          <SearchInput
            key={kept[search.name]}
            aria-label={search.says}
            placeholder={search.says}
            name={search.name}
            defaultValue={kept[search.name]}
          />
        </Form>
      ) : null}
      {chosen.map((choice) => (
        <FilterChip
          key={choice.name}
          label={choice.label}
          value={word(choice)}
          clearHref={hrefOf(path, { ...kept, [choice.name]: undefined })}
        />
      ))}
      <Popover trigger={<AddFilterWord />} triggerClass={addFilterClass} title="Filter">
        <Form action={path} scroll={false} className="grid gap-3">
          {others.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {search && kept[search.name] ? <input type="hidden" name={search.name} value={kept[search.name]} /> : null}
          {choices.map(({ name, label, options, placeholder }) => (
            <Field key={name} id={`filter-${name}`} label={label}>
              {options ? (
                <Select
                  id={`filter-${name}`}
                  name={name}
                  defaultValue={kept[name] ?? ""}
                  options={[{ value: "", word: "Any" }, ...options]}
                />
              ) : (
                <Input id={`filter-${name}`} name={name} defaultValue={kept[name]} placeholder={placeholder} mono />
              )}
            </Field>
          ))}
          <div>
            <Button type="submit" variant="primary">
              Show
            </Button>
          </div>
        </Form>
      </Popover>
    </>
  );
}
