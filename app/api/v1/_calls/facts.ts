import { pushFact } from "#lib/gates/push-fact.ts";
import { PushFact } from "#lib/gates/schema.ts";
import { call } from "./define.ts";
import { Created } from "./shapes.ts";

export const push = call({
  doc: {
    method: "POST",
    path: "/facts",
    summary: "Push what CI or a connector observed, under a key of ext.; the same push again answers the same id",
    input: PushFact,
    output: Created,
  },
  status: 202,
  // A key that nobody may push is a sentence for whoever reads the build's log, not a missing precondition header.
  statuses: { precondition_failed: 422 },
  run: pushFact,
});
