import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  Gauge,
  KeyRound,
  LockOpen,
  ShieldX,
  Unplug,
  Wrench,
} from "lucide-react";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import type { Verdict } from "#lib/connections/schema.ts";

export const verdictLooks: Record<Verdict, StateLook> = {
  ok: { word: "OK", tone: "ok", icon: CircleCheck },
  rejected: { word: "Rejected", tone: "bad", icon: KeyRound },
  forbidden: { word: "Forbidden", tone: "bad", icon: ShieldX },
  unreachable: { word: "Unreachable", tone: "bad", icon: Unplug },
  tls: { word: "TLS", tone: "bad", icon: LockOpen },
  misconfigured: { word: "Misconfigured", tone: "bad", icon: Wrench },
  rate_limited: { word: "Rate limited", tone: "warn", icon: Gauge },
  unverified: { word: "Unverified", tone: "warn", icon: CircleQuestionMark },
};

const untested: StateLook = { word: "Not tested", tone: "quiet", icon: CircleDashed };

export function VerdictTag({ verdict }: { verdict: Verdict | null }) {
  return <StateTag look={verdict === null ? untested : verdictLooks[verdict]} />;
}
