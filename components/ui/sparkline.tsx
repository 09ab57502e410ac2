type Props = {
  /** What it shows, with the number that matters: "Events, 24 h: 1,204". */
  label: string;
  values: readonly number[];
  /** The part of each value that needs a person; drawn on top in red. */
  bad?: readonly number[];
  look?: "volume" | "park";
};

/** A row's little histogram, 74 px wide. */
export function Sparkline({ label, values, bad = [], look = "volume" }: Props) {
  const top = Math.max(1, ...values);
  const width = 74;
  const step = width / Math.max(1, values.length);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={20}
      viewBox={`0 0 ${width} 20`}
      className="inline-block align-middle"
    >
      <path d={`M0 19.5h${width}`} stroke="var(--chart-grid)" />
      {values.map((value, at) => {
        const height = (value / top) * 19;
        const red = ((bad[at] ?? 0) / top) * 19;
        const x = at * step;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          <g key={at}>
            <rect
              x={x}
              width={Math.max(1, step - 1)}
              y={20 - height}
              height={height}
              fill={look === "park" ? "var(--park-fill)" : "var(--chart-volume)"}
            />
            {red > 0 ? (
              <rect x={x} width={Math.max(1, step - 1)} y={20 - height} height={red} fill="var(--bad-fill)" />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
