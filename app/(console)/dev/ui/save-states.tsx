"use client";

import { SaveState, type SaveStatus } from "#components/ui/save-state.tsx";

const statuses: readonly SaveStatus[] = [
  { state: "saving" },
  { state: "saved", at: new Date("2026-11-20T11:04:00Z") },
  { state: "failed", message: "The server did not answer." },
];

export function SaveStates() {
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-2">
      {statuses.map((status) => (
        <SaveState key={status.state} status={status} onRetry={() => {}} />
      ))}
    </div>
  );
}
