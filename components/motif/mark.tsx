/** The sign of Interlock: two bars that hold each other. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="currentColor" aria-hidden="true" className="shrink-0">
      <path d="M2 2h7v4.5h3.5V2H18v9h-2V4h-1.5v4.5H7V4H4v12h3v-4.5h7.5V16H16v-3h2v5h-5.5v-4.5H9V18H2z" />
    </svg>
  );
}
