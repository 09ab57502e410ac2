import { db } from "#lib/db/client.ts";
import { getGate } from "#lib/gates/queries.ts";
import { gateName } from "#lib/gates/schema.ts";
import { systemContext } from "./context.ts";

const EXIT = { pass: 0, warn: 1, blocked: 2, no_data: 3 } as const;
/** Neither a verdict nor a warning: the question was wrong. */
const WRONG_QUESTION = 64;

/** `gate check SLUG GATE [--workspace W]`: one line of verdict, one a blocking item; the exit code is the verdict. */
export async function gateCheck(words: string[]): Promise<number> {
  const at = words.indexOf("--workspace");
  const workspace = at < 0 ? undefined : words[at + 1];
  const [slug, gate] = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const wanted = gateName.safeParse(gate);
  if (slug === undefined || !wanted.success) {
    process.stderr.write("interlock: say which gate: gate check SLUG design, or gate check SLUG verification\n");
    return WRONG_QUESTION;
  }
  const rows = await db().integration.findMany({ where: { slug, archivedAt: null }, select: { workspaceId: true } });
  const known = await db().workspace.findMany({
    where: { id: { in: rows.map((row) => row.workspaceId) }, ...(workspace === undefined ? {} : { slug: workspace }) },
    select: { slug: true },
  });
  const [one, other] = known;
  if (one === undefined || other !== undefined) {
    const several = `${slug} is in several workspaces; add --workspace ${known.map((row) => row.slug).join(" or ")}`;
    process.stderr.write(`interlock: ${one === undefined ? `there is no integration ${slug}` : several}\n`);
    return WRONG_QUESTION;
  }
  const ctx = await systemContext(one.slug);
  const { verdict, sentence, blocking } = await getGate(ctx, { slug, gate: wanted.data });
  process.stdout.write(`${verdict.padEnd(8)}${slug} ${wanted.data}: ${sentence}\n`);
  for (const item of blocking)
    process.stdout.write(`${item.state.padEnd(16)}${item.key.padEnd(14)}${item.wording}. ${item.sentence}\n`);
  return EXIT[verdict];
}
