import { d1 } from "./d01-gateway-killed.ts";
import { d2 } from "./d02-worker-killed.ts";
import { d4 } from "./d04-postgres-killed.ts";
import type { Drill } from "./drill.ts";

export const DRILLS: readonly Drill[] = [d1, d2, d4];
