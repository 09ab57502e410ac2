import type { JsonNode } from "./read-json.ts";

const scalars = { string: "text-ok", number: "text-info", word: "text-park" } as const;
const OPEN_TO_DEPTH = 4;
const OPEN_TO_SIZE = 60;

type Props = { node: JsonNode; name?: string; comma?: boolean; depth?: number };

/** Folds with `details`: no script, and the browser's own search opens what it finds. */
export function JsonTree({ node, name, comma = false, depth = 0 }: Props) {
  const tail = comma ? "," : "";
  const key =
    name === undefined ? null : (
      <>
        <span className="text-ink">{name}</span>
        <span className="text-ink-3">: </span>
      </>
    );
  if (node.kind === "scalar") {
    return (
      <div className="whitespace-pre-wrap pl-4 [overflow-wrap:anywhere]">
        {key}
        <span className={scalars[node.type]}>{node.raw}</span>
        {tail}
      </div>
    );
  }
  const [open, close] = node.kind === "list" ? ["[", "]"] : ["{", "}"];
  const children =
    node.kind === "list"
      ? node.items.map((value, at) => ({ id: String(at), name: undefined, value }))
      : node.members.map(({ key: name, value }, at) => ({ id: `${at} ${name}`, name, value }));
  if (children.length === 0) {
    return (
      <div className="pl-4">
        {key}
        {open}
        {close}
        {tail}
      </div>
    );
  }
  return (
    <details open={depth < OPEN_TO_DEPTH && children.length <= OPEN_TO_SIZE} className="group/fold">
      <summary className="relative py-0.5 pl-4 hover:bg-pressed [overflow-wrap:anywhere]">
        <span
          aria-hidden="true"
          className="absolute top-[9px] left-1 size-0 border-y-[3px] border-y-transparent border-l-[5px] border-l-ink-3 [[open]>summary>&]:rotate-90"
        />
        {key}
        {open}
        <span className="text-ink-3 [[open]>summary>&]:hidden">
          {" "}
          {children.length} {close}
          {tail}
        </span>
      </summary>
      <div className="ml-[7px] border-line border-l pl-2">
        {children.map((child, at) => (
          <JsonTree
            key={child.id}
            node={child.value}
            name={child.name}
            comma={at < children.length - 1}
            depth={depth + 1}
          />
        ))}
      </div>
      <div className="pl-4">
        {close}
        {tail}
      </div>
    </details>
  );
}
