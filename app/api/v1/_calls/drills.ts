import { z } from "zod";
import { parseInput } from "#lib/core/mutation.ts";
import { getDrill } from "#lib/gates/drills/queries.ts";
import { startDrill } from "#lib/gates/drills/start-drill.ts";
import { StartDrill } from "#lib/gates/schema.ts";
import { call } from "./define.ts";
import { Any, Created } from "./shapes.ts";

const Start = StartDrill.omit({ slug: true }).extend({ integration: z.string() }).strict();

export const start = call({
  doc: {
    method: "POST",
    path: "/drills",
    summary: "Run a drill against the test source; it leaves evidence",
    input: Start,
    output: Created,
  },
  status: 202,
  read: ({ body }) => {
    const { integration, ...rest } = parseInput(Start, body);
    return { ...rest, slug: integration };
  },
  run: startDrill,
});

export const get = call({
  doc: {
    method: "GET",
    path: "/drills/{id}",
    summary: "Read a drill's state and steps",
    output: z.looseObject({
      state: z.string(),
      steps: z.array(Any),
      configHash: z.string(),
      expiresAt: z.string().nullable(),
    }),
  },
  run: (ctx, input) => getDrill(ctx, parseInput(z.strictObject({ id: z.uuid() }), input).id),
});
