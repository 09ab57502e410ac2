import { Payload } from "#components/ui/payload.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import type { AttemptDto } from "#lib/webhooks/schema.ts";
import { HeadersList } from "../headers-list.tsx";
import { resultOf } from "./delivery-lanes.ts";

/** One try, folded: what was sent, what came back. */
export function AttemptDetail({ attempt, isOpen }: { attempt: AttemptDto; isOpen: boolean }) {
  const isGood = attempt.outcome === "success";
  return (
    <details open={isOpen} className="rounded-md border border-line bg-surface">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 px-3 py-2 text-13">
        <span className="font-medium">Try {attempt.number}</span>
        <span className={isGood ? "text-ok" : "text-bad"}>{resultOf(attempt)}</span>
        <span className="mono text-12 text-ink-3">{attempt.outcome}</span>
        <span className="ml-auto text-12 text-ink-3">
          <LocalTime at={attempt.at} shape="seconds" />
        </span>
      </summary>
      <div className="grid gap-3 border-line border-t px-3 py-3">
        {attempt.error ? <p className="text-13">{attempt.error}</p> : null}
        <div>
          <h3 className="mb-1 font-medium text-12 text-ink-3">Request headers</h3>
          <HeadersList headers={Object.entries(attempt.requestHeaders)} />
        </div>
        {attempt.status === null ? null : (
          <>
            <div>
              <h3 className="mb-1 font-medium text-12 text-ink-3">Response headers</h3>
              <HeadersList headers={Object.entries(attempt.responseHeaders)} />
            </div>
            <div>
              <h3 className="font-medium text-12 text-ink-3">Response body, the first 16 kB</h3>
              <Payload bytes={Buffer.from(attempt.responseBody ?? "")} label="Response body" />
            </div>
          </>
        )}
      </div>
    </details>
  );
}
