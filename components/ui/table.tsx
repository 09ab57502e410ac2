import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

type TableProps = {
  /** Said to screen readers; the visible head stands in the section above. */
  label: string;
  head: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
  dense?: boolean;
  /** Sits under the top bar while the rows scroll. */
  sticky?: boolean;
};

export function Table({ label, head, children, foot, dense = false, sticky = true }: TableProps) {
  return (
    <div className="min-w-0 overflow-clip rounded-md border border-line bg-surface max-md:rounded-sm">
      <table
        className={cx(
          "w-full border-collapse text-13 [&_td]:px-3 max-md:[&_td]:px-2.5 [&_th]:px-3 max-md:[&_th]:px-2.5",
          dense ? "[&_td]:h-8 [&_td]:py-1" : "[&_td]:h-9 [&_td]:py-1.5",
          sticky && "[&_thead_th]:sticky [&_thead_th]:top-bar [&_thead_th]:z-10",
        )}
      >
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {foot}
    </div>
  );
}

type CellProps = {
  /** Right-aligned: numbers and ages. */
  numeric?: boolean;
  /** Left out below 720 px; say the same on the first column's second line. */
  wide?: boolean;
  className?: string;
  children?: ReactNode;
};

type Sort = { href: string; direction: "asc" | "desc" | null };

export function Th({ numeric, wide, sort, label, className, children }: CellProps & { sort?: Sort; label?: string }) {
  const sorted = sort?.direction === "asc" ? "ascending" : sort?.direction === "desc" ? "descending" : undefined;
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={cx(
        "h-8 border-line border-b bg-surface font-medium text-12 whitespace-nowrap",
        sorted ? "text-ink" : "text-ink-3",
        numeric ? "text-right" : "text-left",
        wide && "max-md:hidden",
        className,
      )}
    >
      {label ? <span className="sr-only">{label}</span> : null}
      {sort ? (
        <Link href={sort.href} scroll={false} className="inline-flex items-center gap-1 hover:text-ink">
          {children}
          {sort.direction ? <Icon of={sort.direction === "asc" ? ArrowUp : ArrowDown} size={12} /> : null}
        </Link>
      ) : (
        children
      )}
    </th>
  );
}

export function Tr({
  selected = false,
  group = false,
  children,
}: {
  selected?: boolean;
  group?: boolean;
  children: ReactNode;
}) {
  return (
    <tr
      data-row={group ? undefined : ""}
      data-selected={selected ? "" : undefined}
      className={cx(
        "group/row relative border-line border-b last:border-b-0",
        group ? "bg-bg" : "hover:bg-hover data-current:bg-hover",
        selected && "bg-accent-soft shadow-[inset_2px_0_0_var(--accent)] hover:bg-accent-soft",
      )}
    >
      {children}
    </tr>
  );
}

export function Td({ numeric, wide, className, children, span }: CellProps & { span?: number }) {
  return (
    <td colSpan={span} className={cx("align-middle", numeric && "text-right", wide && "max-md:hidden", className)}>
      {children}
    </td>
  );
}

/** The first column: the object's name, and a second line that also carries what narrow screens drop. */
export function NameCell({
  href,
  name,
  sub,
  narrow,
  mono = false,
}: {
  href?: string;
  name: ReactNode;
  sub?: ReactNode;
  narrow?: ReactNode;
  mono?: boolean;
}) {
  const text = <span className={cx("font-medium", mono && "mono")}>{name}</span>;
  return (
    <Td className="min-w-0 max-w-80 max-md:w-full max-md:max-w-0">
      {href ? <RowLink href={href}>{text}</RowLink> : text}
      {sub ? <span className="block truncate text-12 text-ink-3">{sub}</span> : null}
      {narrow ? (
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-12 text-ink-3 md:hidden">{narrow}</span>
      ) : null}
    </Td>
  );
}

/** Makes the whole row a target while the link itself stays in the first cell. Verbs in the row need `relative`. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      scroll={false}
      data-row-link=""
      className="block truncate underline-offset-[3px] after:absolute after:inset-0 group-hover/row:underline"
    >
      {children}
    </Link>
  );
}

/** Verbs that show when the row is pointed at or has focus; always there on touch screens. */
export function RowVerbs({ children }: { children: ReactNode }) {
  return (
    <span className="relative inline-flex items-center gap-1 md:opacity-0 md:group-focus-within/row:opacity-100 md:group-hover/row:opacity-100">
      {children}
    </span>
  );
}
