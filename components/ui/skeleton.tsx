import { Table, Td, Th, Tr } from "./table.tsx";

export function Skeleton({ width = "100%" }: { width?: number | string }) {
  return <span className="block h-2.5 rounded-[3px] bg-pressed pulse-slow" style={{ width }} />;
}

const widths = ["62%", "78%", "54%", "70%", "48%", "66%", "58%", "74%"];

/** The table's own shape while its rows load: the same heads, the same row height. */
export function TableSkeleton({ label, heads, rows = 8 }: { label: string; heads: readonly string[]; rows?: number }) {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading {label}
      </span>
      <Table
        label={label}
        head={heads.map((head, index) => (
          <Th key={head} wide={index > 0}>
            {head}
          </Th>
        ))}
      >
        {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row, at) => (
          <Tr key={row}>
            {heads.map((head, column) => (
              <Td key={head} wide={column > 0}>
                <Skeleton width={widths[(at + column) % widths.length]} />
              </Td>
            ))}
          </Tr>
        ))}
      </Table>
    </div>
  );
}
