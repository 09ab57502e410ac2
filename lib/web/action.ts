import "server-only";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import type { ActionResult } from "#lib/core/result.ts";
import { env } from "#lib/env.ts";
import { withTrace } from "#lib/log/trace.ts";
import { isOwnOrigin } from "./origin.ts";
import { describeError } from "./outcome.ts";
import { readForm } from "./read-form.ts";
import { traceOf } from "./request.ts";
import { currentSession, refuseStranger, webLog } from "./session.ts";

/** Call it with an object or a FormData, or give it to `useActionState`: the last argument is what counts. */
export type ServerAction<Value> = (first: unknown, last?: FormData) => Promise<ActionResult<Value>>;

type Options<Value> = {
  /** Paths whose pages show something else now. */
  revalidate?: string[];
  redirectTo?: (value: Value) => string;
};

/** A verb as a server action: Origin → session → `Ctx` → verb → fresh pages → result. It authorizes by itself. */
export function action<Value>(
  verb: (ctx: Ctx, input: unknown) => Promise<Value>,
  options: Options<Value> = {},
): ServerAction<Value> {
  return openAction(async ({ input }) => verb(refuseStranger(await currentSession()).ctx, input), options);
}

type Visit = { input: unknown; traceId: string; headers: Headers };

/** The same without a session: for the door itself (sign in, accept an invitation). */
export function openAction<Value>(
  run: (visit: Visit) => Promise<Value>,
  options: Options<Value> = {},
): ServerAction<Value> {
  return async (first, last) => {
    const incoming = await headers();
    const traceId = traceOf(incoming);
    let value: Value;
    try {
      refuseForeignOrigin(incoming.get("origin"));
      const given = last ?? first;
      const input = given instanceof FormData ? readForm(given) : given;
      value = await withTrace({ traceId }, () => run({ input, traceId, headers: new Headers(incoming) }));
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: describeError(error, traceId, webLog) };
    }
    for (const path of options.revalidate ?? []) revalidatePath(path, path.includes("[") ? "page" : undefined);
    if (options.redirectTo !== undefined) redirect(options.redirectTo(value));
    return { ok: true, data: value };
  };
}

/** The second lock behind `proxy.ts`: a framework lets a call without any Origin through. */
function refuseForeignOrigin(origin: string | null): void {
  if (isOwnOrigin(env().PUBLIC_URL, origin)) return;
  throw new AppError(
    "forbidden",
    `This call did not come from ${new URL(env().PUBLIC_URL).origin}. Open Interlock by that address and try again.`,
  );
}

/** For the frame's own buttons (sign out, environment): the answer is another page, a refusal the error page. */
export function frameAction(run: (visit: Visit) => Promise<void>, redirectTo?: string) {
  const perform = openAction(run);
  return async (data?: FormData): Promise<void> => {
    const result = await perform(data ?? {});
    if (!result.ok) throw new Error(result.error.message);
    if (redirectTo !== undefined) redirect(redirectTo);
    revalidatePath("/", "layout");
  };
}
