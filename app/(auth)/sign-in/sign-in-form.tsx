"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { signIn } from "../actions.ts";

export function SignInForm({ next, sso }: { next: string; sso: string | null }) {
  return (
    <>
      <ActionForm id="sign-in" action={signIn}>
        <HiddenField name="next" value={next} />
        <TextField name="email" label="E-mail" type="email" autoComplete="username" required />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" required />
        <div className="grid">
          <SubmitButton pendingWord="Signing in">Sign in</SubmitButton>
        </div>
      </ActionForm>
      {sso === null ? null : <SingleSignOn name={sso} next={next} />}
    </>
  );
}

/** The door of the identity provider wants a POST with its own token, so that no other site can open it. */
function SingleSignOn({ name, next }: { name: string; next: string }) {
  const [state, setState] = useState<"idle" | "going" | "failed">("idle");
  const go = async () => {
    setState("going");
    try {
      const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
      const body = new URLSearchParams({ csrfToken, callbackUrl: next, json: "true" });
      const answer = await fetch("/api/auth/signin/oidc", { method: "POST", body });
      const { url } = await answer.json();
      if (!answer.ok || typeof url !== "string") throw new Error("no address");
      window.location.assign(url);
    } catch {
      setState("failed");
    }
  };
  return (
    <div className="mt-4 grid gap-4">
      <p className="flex items-center gap-3 text-12 text-ink-3">
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </p>
      <Button onClick={() => void go()} pending={state === "going" && "Opening"}>
        <Icon of={KeyRound} />
        Continue with {name}
      </Button>
      {state === "failed" ? (
        <p role="alert" className="text-13 text-bad">
          The identity provider did not answer. Use your password, or try again in a minute.
        </p>
      ) : null}
    </div>
  );
}
