import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { newTraceId } from "#lib/log/trace.ts";

/** `--name value` and `--name=value`; what stands alone is positional. */
export function readOptions(words: string[]): { positional: string[]; options: Record<string, string> } {
  const positional: string[] = [];
  const options: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("--")) positional.push(word);
    else if (word.includes("=")) options[word.slice(2, word.indexOf("="))] = word.slice(word.indexOf("=") + 1);
    else options[word.slice(2)] = words[++at] ?? "";
  }
  return { positional, options };
}

/** Who may run this command may read the database's files; it acts as the system, in one workspace. */
export async function systemContext(slug: string | undefined): Promise<Ctx> {
  const workspaces = await db().workspace.findMany({
    ...(slug === undefined ? {} : { where: { slug } }),
    orderBy: { createdAt: "asc" },
    select: { id: true, slug: true },
  });
  const [first, second] = workspaces;
  if (first === undefined)
    throw new AppError(
      "not_found",
      slug === undefined ? "There is no workspace yet; run npm start once." : `There is no workspace "${slug}".`,
    );
  if (second !== undefined)
    throw new AppError(
      "invalid_input",
      `Say which workspace: --workspace ${workspaces.map((row) => row.slug).join(" | ")}`,
    );
  return {
    workspaceId: first.id,
    actor: { kind: "system", id: "cli", label: "command line" },
    traceId: newTraceId(),
    log: makeLogger("cli"),
    now: () => new Date(),
  };
}
