import * as alerts from "./alerts.ts";
import * as connections from "./connections.ts";
import type { CallDoc } from "./define.ts";
import * as destinations from "./destinations.ts";
import * as drills from "./drills.ts";
import * as events from "./events.ts";
import * as facts from "./facts.ts";
import * as flags from "./flags.ts";
import * as gates from "./gates.ts";
import * as integrations from "./integrations.ts";
import * as replays from "./replays.ts";
import * as sources from "./sources.ts";
import * as tokens from "./tokens.ts";

/** Every call of the public API by its tag; the document is made from it and the tests walk it. */
export const CATALOGUE: Record<string, Record<string, { doc: CallDoc; status: number }>> = {
  integrations,
  gates,
  drills,
  facts,
  connections,
  sources,
  destinations,
  events,
  replays,
  flags,
  alerts,
  tokens,
};
