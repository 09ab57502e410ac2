import "server-only";
import type { z } from "zod";
import type { Ctx } from "#lib/core/ctx.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { withTrace } from "#lib/log/trace.ts";
import { type Cell, csvCell } from "./csv-cell.ts";
import { problemResponse } from "./outcome.ts";
import { readSearch } from "./read-request.ts";
import { traceOf } from "./request.ts";
import { refuseStranger, type Session, watchingSession, webLog } from "./session.ts";

type Options<Input extends z.ZodType, Row> = {
  /** Becomes the file's name, without `.csv`. */
  name: string;
  input: Input;
  query: (ctx: Ctx, input: z.output<Input>, session: Session) => Promise<readonly Row[]>;
  columns: Readonly<Record<string, (row: Row) => Cell>>;
};

/** A list as a file: the session's cookie and the page's own query. */
export function csvRoute<Input extends z.ZodType, Row>(options: Options<Input, Row>) {
  const { name, input, query, columns } = options;
  return async (request: Request): Promise<Response> => {
    const traceId = traceOf(request.headers);
    try {
      const session = refuseStranger(await watchingSession());
      const wanted = parseInput(input, readSearch(request.url));
      const rows = await withTrace({ traceId }, () => query(session.ctx, wanted, session));
      const head = Object.keys(columns).map(csvCell).join(",");
      const lines = rows.map((row) =>
        Object.values(columns)
          .map((pick) => csvCell(pick(row)))
          .join(","),
      );
      return new Response(`${[head, ...lines].join("\r\n")}\r\n`, {
        headers: {
          "cache-control": "private, no-store",
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="interlock-${name}.csv"`,
        },
      });
    } catch (error) {
      return problemResponse(error, traceId, webLog);
    }
  };
}
