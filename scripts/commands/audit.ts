import { verifyChain } from "#lib/audit/verify.ts";
import { db } from "#lib/db/client.ts";
import { readOptions } from "./context.ts";

/** Walks every workspace's chain; exit 1 and the first row that does not hold when one is broken. */
export async function auditVerify(words: string[]): Promise<number> {
  const { options } = readOptions(words);
  const workspaces = await db().workspace.findMany({
    ...(options["workspace"] === undefined ? {} : { where: { slug: options["workspace"] } }),
    orderBy: { slug: "asc" },
  });
  let broken = 0;
  for (const { id, slug } of workspaces) {
    const verdict = await verifyChain(id);
    if (!verdict.ok) broken++;
    const says =
      verdict.problem === null
        ? `${verdict.rows} rows, head ${verdict.headHash?.slice(0, 12) ?? "none"}`
        : verdict.problem.message;
    process.stdout.write(`${verdict.ok ? "ok    " : "BROKEN"} ${slug}: ${says}\n`);
  }
  return broken === 0 ? 0 : 1;
}
