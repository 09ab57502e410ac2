import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Note } from "#components/ui/note.tsx";
import { hasAnybodySignedIn } from "#lib/auth/has-anybody-signed-in.ts";
import { env } from "#lib/env.ts";
import { safeNext } from "#lib/web/origin.ts";
import { currentSession } from "#lib/web/session.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

const PROBLEMS: Record<string, string> = {
  AccessDenied:
    "Single sign-on worked, but nobody here has that identity. Ask an admin for an invitation to the e-mail address you use there.",
  default: "Single sign-on did not finish. Try again; if it happens again, tell an admin.",
};

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Search) {
  const { next, callbackUrl, error } = await searchParams;
  const to = safeNext(typeof next === "string" ? next : pathOf(callbackUrl));
  if ((await currentSession()) !== null) redirect(to);
  const { OIDC_ISSUER, OIDC_NAME, PUBLIC_URL } = env();
  const known = typeof error === "string" && Object.hasOwn(PROBLEMS, error) ? error : "default";
  const problem = error === undefined ? undefined : PROBLEMS[known];
  return (
    <>
      <h1 className="font-medium text-20 tracking-[-0.014em]">Sign in</h1>
      <p className="mt-1 mb-6 text-13 text-ink-2">{new URL(PUBLIC_URL).host}</p>
      {problem ? (
        <div className="mb-4">
          <Note tone="bad">{problem}</Note>
        </div>
      ) : null}
      <SignInForm next={to} sso={OIDC_ISSUER === undefined ? null : OIDC_NAME} />
      {(await hasAnybodySignedIn()) ? null : (
        <p className="mt-6 text-12 text-ink-3">
          First start: the password was printed once and is kept in{" "}
          <span className="mono">INTERLOCK_HOME/admin-password</span>.
        </p>
      )}
    </>
  );
}

/** The single sign-on round trip says where it was going as a whole address of ours. */
function pathOf(address: string | string[] | undefined): string | null {
  if (typeof address !== "string" || !URL.canParse(address)) return null;
  const { pathname, search } = new URL(address);
  return pathname + search;
}
