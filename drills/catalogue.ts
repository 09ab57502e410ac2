import { d1 } from "./d01-gateway-killed.ts";
import { d2 } from "./d02-worker-killed.ts";
import { d3 } from "./d03-worker-frozen.ts";
import { d4 } from "./d04-postgres-killed.ts";
import { d5 } from "./d05-restart-and-read-only.ts";
import { d6 } from "./d06-backends-terminated.ts";
import { d7 } from "./d07-pool-exhausted.ts";
import { d14 } from "./d14-duplicate-storm.ts";
import { d15 } from "./d15-same-id-other-body.ts";
import { d17 } from "./d17-replay-attack.ts";
import { d18 } from "./d18-half-written-body.ts";
import { d19 } from "./d19-slow-loris.ts";
import { d20 } from "./d20-huge-body.ts";
import { d22 } from "./d22-deep-json.ts";
import { d23 } from "./d23-broken-text.ts";
import { d24 } from "./d24-other-encodings.ts";
import { d25 } from "./d25-bombs-in-requests.ts";
import { d26 } from "./d26-bombs-in-answers.ts";
import { d27 } from "./d27-endless-response.ts";
import { d28 } from "./d28-header-flood.ts";
import { d29 } from "./d29-ten-thousand-connections.ts";
import { d30 } from "./d30-poison-event.ts";
import { d32 } from "./d32-thundering-herd.ts";
import { d33 } from "./d33-breaker.ts";
import { d35 } from "./d35-retry-after.ts";
import { d37 } from "./d37-dns-rebinding.ts";
import { d39 } from "./d39-connection-resets.ts";
import { d44 } from "./d44-wrong-keys.ts";
import { d46 } from "./d46-rolling-restarts.ts";
import { d52 } from "./d52-two-schedulers.ts";
import type { Drill } from "./drill.ts";

export const DRILLS: readonly Drill[] = [
  d1,
  d2,
  d3,
  d4,
  d5,
  d6,
  d7,
  d14,
  d15,
  d17,
  d18,
  d19,
  d20,
  d22,
  d23,
  d24,
  d25,
  d26,
  d27,
  d28,
  d29,
  d30,
  d32,
  d33,
  d35,
  d37,
  d39,
  d44,
  d46,
  d52,
];
