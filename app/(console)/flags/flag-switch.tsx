"use client";

import { useEffect, useOptimistic, useState, useTransition } from "react";
import { reachRows } from "#components/flags/reach-words.ts";
import { Guard } from "#components/motif/guard.tsx";
import { AlertDialog, type Question } from "#components/ui/alert-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Lever } from "#components/ui/lever.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { toast } from "#components/ui/toast.ts";
import type { FlagEnvironmentName, FlagReachDto } from "#lib/flags/schema.ts";
import { setFlagState } from "./actions.ts";

type Props = {
  flagKey: string;
  environment: FlagEnvironmentName;
  enabled: boolean;
  revision: number;
  kill: boolean;
  integration: string | null;
  /** Why this person may not move it. */
  refusal?: string;
  small?: boolean;
};

type Flip = { enabled: boolean; revision?: number; reason?: string };

/** One flag in one environment. A kill switch asks first, in live and in test; so does anything that acts on live. */
export function FlagSwitch({
  flagKey,
  environment,
  enabled,
  revision,
  kill,
  integration,
  refusal,
  small = false,
}: Props) {
  const [pending, start] = useTransition();
  const [shown, show] = useOptimistic(enabled);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const next = !enabled;

  const flip = (to: Flip, undoable: boolean) =>
    start(async () => {
      show(to.enabled);
      const answer = await setFlagState({ key: flagKey, environment, ...to });
      if (!answer.ok) {
        setProblem(answer.error.message);
        if (!asking) toast(answer.error.message, { tone: "bad" });
        return;
      }
      setAsking(false);
      setReason("");
      const undo = undoable ? () => flip({ enabled: !to.enabled }, false) : undefined;
      toast(said(flagKey, environment, to.enabled, kill), { tone: "ok", ...(undo === undefined ? {} : { undo }) });
    });
  const wanted = () => {
    setProblem(null);
    if (kill || environment === "live") setAsking(true);
    else flip({ enabled: next, revision }, true);
  };
  const disabled = refusal === undefined ? {} : { disabledReason: refusal };
  const label = `${flagKey} in ${environment}`;
  return (
    <>
      {kill ? (
        <Guard stopped={!shown} small={small}>
          <Lever label={label} running={shown} pending={pending} onFlip={wanted} {...disabled} />
        </Guard>
      ) : (
        <Switch label={label} checked={shown} pending={pending} onChange={wanted} {...disabled} />
      )}
      {asking ? (
        <Asking
          flagKey={flagKey}
          environment={environment}
          kill={kill}
          running={enabled}
          integration={integration}
          pending={pending}
          problem={problem}
          reason={reason}
          onReason={setReason}
          onAct={() => flip({ enabled: next, revision, reason }, false)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function said(key: string, environment: string, enabled: boolean, kill: boolean): string {
  if (!kill) return `${key} is ${enabled ? "on" : "off"} in ${environment}.`;
  return enabled
    ? `${key} runs again in ${environment}. Held deliveries flow in order.`
    : `${key} is stopped in ${environment}. Deliveries are held, nothing is lost.`;
}

type AskingProps = {
  flagKey: string;
  environment: FlagEnvironmentName;
  kill: boolean;
  running: boolean;
  integration: string | null;
  pending: boolean;
  problem: string | null;
  reason: string;
  onReason: (reason: string) => void;
  onAct: () => void;
  onClose: () => void;
};

function Asking({ flagKey, environment, kill, running, integration, reason, onReason, ...dialog }: AskingProps) {
  const reach = useReach(flagKey, environment, kill);
  const question = kill
    ? killQuestion(environment, running, integration, reach)
    : plainQuestion(flagKey, environment, running);
  return (
    <AlertDialog question={question} {...dialog}>
      <Field id="flip-reason" label="Reason" optional help="It goes into the audit log, beside your name.">
        <Input
          id="flip-reason"
          value={reason}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => onReason(event.target.value)}
        />
      </Field>
    </AlertDialog>
  );
}

/** Read when the question opens, not when the page was made: these numbers decide. */
function useReach(key: string, environment: FlagEnvironmentName, wanted: boolean): FlagReachDto | null {
  const [reach, setReach] = useState<FlagReachDto | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    fetch(`/api/live/flags/${encodeURIComponent(key)}/reach?environment=${environment}`, { signal: stop.signal })
      .then(async (answer) => (answer.ok ? setReach(await answer.json()) : undefined))
      .catch(() => undefined);
    return () => stop.abort();
  }, [key, environment, wanted]);
  return reach;
}

function killQuestion(
  environment: string,
  running: boolean,
  integration: string | null,
  reach: FlagReachDto | null,
): Question {
  const name = integration ?? "this integration";
  if (running)
    return {
      title: `Stop ${name} in ${environment}?`,
      says: `Within two seconds every delivery of ${name} in ${environment} is held, in all processes. Events are still verified, stored and answered; nothing is dropped.`,
      sum: reachRows(reach, true),
      undo: "Start it again here: what was held then flows in order.",
      keep: "Keep it running",
      act: `Stop in ${environment}`,
      danger: true,
    };
  return {
    title: `Start ${name} again in ${environment}?`,
    says: `Held deliveries of ${name} flow in order, at each destination's own limits. What the gate parks stays parked.`,
    sum: reachRows(reach, false),
    undo: "Stop it again here. What was delivered meanwhile stays delivered.",
    keep: "Keep it stopped",
    act: `Start in ${environment}`,
  };
}

function plainQuestion(key: string, environment: string, on: boolean): Question {
  return {
    title: `Turn ${key} ${on ? "off" : "on"} in ${environment}?`,
    says: `Every client that asks for it in ${environment} gets ${on ? "false" : "true"} within a second.`,
    undo: `Turn it ${on ? "on" : "off"} again here.`,
    keep: on ? "Keep it on" : "Keep it off",
    act: `Turn ${on ? "off" : "on"} in ${environment}`,
  };
}
