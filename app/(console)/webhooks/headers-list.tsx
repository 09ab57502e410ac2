/** Headers as they came, repeated names included. */
export function HeadersList({ headers }: { headers: readonly (readonly [string, string])[] }) {
  if (headers.length === 0) return <p className="text-13 text-ink-3">None were kept.</p>;
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 font-mono text-12 max-md:grid-cols-1">
      {headers.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the list never changes
        <div key={at} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="[overflow-wrap:anywhere] max-md:mb-1">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
