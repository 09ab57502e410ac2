"use client";

import { Button } from "#components/ui/button.tsx";

/** A defect: the ref is in the log line, the audit row and the job of the same request. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="grid max-w-160 justify-items-start gap-3">
      <h1 className="font-semibold text-20">This page could not be shown</h1>
      <p className="text-14 text-ink-2">
        Nothing was changed. Try again; if it stays, give an admin this reference:{" "}
        <code className="font-mono">{error.digest ?? "none"}</code>.
      </p>
      <Button onClick={reset}>Try again</Button>
    </div>
  );
}
