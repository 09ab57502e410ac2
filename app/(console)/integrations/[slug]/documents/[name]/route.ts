import { AppError } from "#lib/core/errors.ts";
import { getDesignMarkdown } from "#lib/designs/queries.ts";
import { currentSession } from "#lib/web/session.ts";

type Context = { params: Promise<{ slug: string; name: string }> };

/** The design document as a file under its fixed name. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { slug, name } = await params;
  const session = await currentSession();
  if (session === null) return new Response("Sign in first.\n", { status: 401 });
  try {
    const document = await getDesignMarkdown(session.ctx, slug);
    if (document.name !== name) return new Response("This document was not found.\n", { status: 404 });
    return new Response(document.text, {
      headers: {
        "content-type": "text/markdown; charset=utf-8",
        "content-disposition": `attachment; filename="${document.name}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found")
      return new Response("This document was not found.\n", { status: 404 });
    throw error;
  }
}
