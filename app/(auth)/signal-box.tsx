/** The drawing beside the door: one line runs, one waits in its siding. It says nothing that the words do not. */
export function SignalBox() {
  return (
    <div aria-hidden="true" className="relative overflow-hidden border-line border-l bg-bg max-lg:hidden">
      <svg
        aria-hidden="true"
        viewBox="0 0 640 640"
        preserveAspectRatio="xMidYMid slice"
        className="absolute inset-0 size-full"
        fill="none"
      >
        <g stroke="var(--track-unlit)" strokeWidth={2}>
          <path d="M0 490H640" />
          <path d="M120 490l60-85h340l60 85" />
          <path d="M330 320H640" strokeDasharray="7 6" />
        </g>
        <g stroke="var(--park-fill)" strokeWidth={2}>
          <path d="M0 320H316" />
          <path d="M60 320l50-70h200v-14M310 236v28" />
        </g>
        {[130, 164, 198, 232, 266].map((x) => (
          <rect key={x} x={x} y={228} width={26} height={16} rx={2} fill="var(--park-fill)" />
        ))}
        <path d="M0 150H640" stroke="var(--ok-fill)" strokeWidth={2} />
        <Lamp x={90} y={150} tone="var(--ok-fill)" />
        <Lamp x={560} y={150} tone="var(--ok-fill)" />
        <Lamp x={60} y={490} tone="var(--track-unlit)" />
        <Lamp x={610} y={490} tone="var(--track-unlit)" />
        <Arm x={300} y={96} tone="var(--ok-fill)" raised />
        <Arm x={308} y={266} tone="var(--bad-fill)" />
      </svg>
      <p className="absolute inset-x-12 bottom-12 text-14 text-ink-2">
        Nothing goes live until the evidence says it may.
      </p>
    </div>
  );
}

function Lamp({ x, y, tone }: { x: number; y: number; tone: string }) {
  return <circle cx={x} cy={y} r={6} fill="var(--surface)" stroke={tone} strokeWidth={2} />;
}

function Arm({ x, y, tone, raised = false }: { x: number; y: number; tone: string; raised?: boolean }) {
  return (
    <g transform={`translate(${x} ${y}) scale(3.3)`}>
      <path d="M4 0v17M1.5 17h5" stroke="var(--ink-2)" />
      <g transform={raised ? "rotate(-45 4 4)" : undefined}>
        <rect x={4} y={2} width={12} height={4} fill={tone} />
        <rect x={12.4} y={2} width={1.4} height={4} fill="var(--surface)" />
      </g>
    </g>
  );
}
