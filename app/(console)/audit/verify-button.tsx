"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useAction } from "#components/form/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Note } from "#components/ui/note.tsx";
import type { ChainVerdict } from "#lib/audit/schema.ts";
import { verifyChain } from "./actions.ts";

/** Walks the chain now and says what it found, with the first row that does not hold. */
export function VerifyButton() {
  const [verdict, setVerdict] = useState<ChainVerdict | null>(null);
  const { run, pending } = useAction({ action: verifyChain, onDone: setVerdict });
  return (
    <div className="grid justify-items-end gap-2 max-md:justify-items-start" aria-live="polite">
      <Button onClick={() => run({})} pending={pending && "Verifying"}>
        <Icon of={ShieldCheck} size={14} />
        Verify the chain
      </Button>
      {verdict ? <Verdict verdict={verdict} /> : null}
    </div>
  );
}

function Verdict({ verdict: { ok, rows, problem, headHash, tookMs } }: { verdict: ChainVerdict }) {
  if (!ok)
    return (
      <Note tone="bad" title="The chain is broken.">
        {problem?.message}
      </Note>
    );
  return (
    <p className="text-13 text-ok">
      All {rows} rows hold ({tookMs} ms). Head <span className="mono">{headHash?.slice(0, 12) ?? "none"}</span>
    </p>
  );
}
