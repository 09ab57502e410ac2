import { setTimeout as wait } from "node:timers/promises";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

export const d1: Drill = {
  id: "D1",
  title: "gateway killed with -9 under load",
  fast: true,
  run: async (stage, { full }) => {
    const kills = full ? 20 : 4;
    const { sender, gateway, worker } = stage;
    await stage.addDestination(undefined, { maxInflight: 64 });
    await Promise.all([gateway.start(), worker.start()]);
    let over = false;
    const load = sender.load("evt_d1", 500, () => over);
    for (let kill = 0; kill < kills; kill++) {
      await wait(700);
      await gateway.kill("SIGKILL");
      await gateway.start();
    }
    await wait(500);
    over = true;
    await load;
    expect("connections that broke at the kills", sender.broken > 0);
    await stage.settled();
    const held = await checkInvariants(stage);
    return `${kills} kills, ${sender.broken} broken tries, ${sender.count(200)} answered duplicate; ${held}`;
  },
};
