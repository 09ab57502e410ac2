import { stripeEvent } from "#lib/testing/signed-requests.ts";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const MINUTE = 60;

export const d17: Drill = {
  id: "D17",
  title: "a recorded request played again, stale, early and in time",
  fast: true,
  run: async (stage) => {
    const { sender } = stage;
    await stage.addDestination();
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const at = async (minutes: number, id = "evt_d17") =>
      (await sender.send(id, sender.sign(stripeEvent(id), nowSeconds + minutes * MINUTE)))?.status;
    expect("202 for the first", (await at(0)) === 202);
    const [stale, early, inTime] = [await at(-6), await at(6), await at(-4)];
    expect("401, 401 and a duplicate", stale === 401 && early === 401 && inTime === 200, { stale, early, inTime });
    // Signed by the right secret but never seen: a stale one is refused for its time, not for its id.
    expect("401 for a stale one with a new id", (await at(-6, "evt_d17_new")) === 401);
    const moved = { ...sender.sign(stripeEvent("evt_d17"), nowSeconds - 6 * MINUTE) };
    moved.headers["stripe-signature"] = String(moved.headers["stripe-signature"]).replace(/t=\d+/, `t=${nowSeconds}`);
    expect("401 when its timestamp was moved to now", (await sender.send("evt_d17", moved))?.status === 401);
    const reasons = async () => {
      const { rows } = await stage.eyes.query<{ reason: string }>("select reason from quarantine order by reason");
      return rows.map((row) => row.reason).join(" ");
    };
    const wanted = "bad_signature future_timestamp stale_timestamp stale_timestamp";
    await eventually("each refusal in the quarantine with its reason", async () => (await reasons()) === wanted, 5_000);
    const metrics = await (await fetch(`http://127.0.0.1:${sender.port}/metrics`)).text();
    const counted = /icr_signature_failures_total\{[^}]*reason="stale_timestamp"[^}]*\} 2/.test(metrics);
    expect("the refusals counted by reason", counted);
    await stage.settled();
    return `4 × 401 with reasons, 1 duplicate; ${await checkInvariants(stage)}`;
  },
};
