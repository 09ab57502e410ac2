import { setTimeout as wait } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { startDrill } from "#lib/gates/drills/start-drill.ts";
import { recheckIntegration } from "#lib/gates/recheck-integration.ts";
import type { Log } from "#lib/log/logger.ts";
import { raiseFlags, startOthers, watch } from "./others.ts";
import { designPayment, PAYMENT, passDesignGate } from "./payment.ts";
import { makeCast } from "./people.ts";
import { sendStripe, settle, wirePayment } from "./traffic.ts";

type Stage = { workspaceId: string; adminEmail: string; log: Log; say: (line: string) => void };

/**
 * One story, told by the product's own verbs and real HTTP on loopback: a payment integration half way through its
 * gate, a healthy and some failing destinations, dead letters with different reasons, live traffic that is parked.
 */
export async function seedDemo({ workspaceId, adminEmail, log, say }: Stage): Promise<void> {
  const simulator = `http://${env().INTERLOCK_SIMULATOR ?? "127.0.0.1:1"}`;
  const cast = await makeCast(workspaceId, adminEmail, log);
  await designPayment(cast, simulator);
  await startOthers(cast);
  await raiseFlags(cast);
  await watch(cast, simulator);
  const wires = await wirePayment(cast, simulator);
  say("Sending signed events …");
  // A few of each kind die before any breaker has seen ten tries; then the ledger fails often enough to open its own.
  await sendStripe(wires.test, 12);
  await settle(workspaceId, 12_000);
  await sendStripe(wires.test, 26, { offset: 12, types: ["invoice.paid", "invoice.payment_failed"] });
  await sendStripe(wires.test, 3, { offset: 100, forge: true });
  await sendStripe(wires.test, 2, { offset: 200, ageSeconds: 900 });
  await sendStripe(wires.test, 2);
  await sendStripe(wires.live, 14);
  await settle(workspaceId, 12_000);
  const drill = await startDrill(cast.engineer, { slug: PAYMENT, kind: "webhook_suite" });
  for (let waited = 0; waited < 40_000; waited += 500) {
    const run = await db().drillRun.findUnique({ where: { id: drill.id } });
    if (run?.finishedAt) break;
    await wait(500);
  }
  await recheckIntegration(cast.engineer, { slug: PAYMENT });
  await passDesignGate(cast);
}
