import { once } from "node:events";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { head, openRaw } from "./raw-socket.ts";

const MIB = 1_048_576;
const CALLERS = 4;
const GROWTH_MIB = 20;

export const d20: Drill = {
  id: "D20",
  title: "huge chunked bodies without a length",
  run: async (stage, { full }) => {
    const { sender, gateway } = stage;
    await stage.addDestination();
    await gateway.start();
    const each = (full ? 1_024 : 128) * MIB;
    const { headers } = sender.sign("{}");
    const piece = Buffer.alloc(65_536, "a");
    const chunk = Buffer.concat([Buffer.from("10000\r\n"), piece, Buffer.from("\r\n")]);
    let written = 0;
    const pour = async () => {
      const raw = await openRaw(sender.port);
      raw.socket.write(head(sender.path, { ...headers, "transfer-encoding": "chunked" }));
      let open = true;
      void raw.closedAfterMs.then(() => {
        open = false;
      });
      for (let sent = 0; open && sent < each; sent += piece.length) {
        written += piece.length;
        if (!raw.socket.write(chunk))
          await Promise.race([once(raw.socket, "drain").catch(() => undefined), raw.closedAfterMs]);
      }
      await raw.closedAfterMs;
      return raw.said().slice(9, 12);
    };
    // The first ones warm the process up: buffers that Node keeps for ever are not growth.
    await Promise.all(Array.from({ length: CALLERS }, pour));
    let over = false;
    await sender.load("evt_d20_warm", 200, () => sender.count(202) > 200, 8);
    const before = gateway.memory();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, gateway.memory());
    }, 20);
    written = 0;
    const load = sender.load("evt_d20", 50, () => over, 4);
    const answers = await Promise.all(Array.from({ length: CALLERS }, pour));
    over = true;
    await load;
    clearInterval(watch);
    const growth = most - before;
    expect(
      "413 for each",
      answers.every((status) => status === "413"),
      answers,
    );
    expect("the gateway alive", gateway.alive);
    expect(`less than ${GROWTH_MIB} MiB more memory`, Number.isNaN(growth) || growth < GROWTH_MIB, { before, most });
    const held = await checkInvariants(stage);
    return `${CALLERS} × 413, cut after ${Math.round(written / CALLERS / MIB)} of ${each / MIB} MiB each, ${growth} MiB more memory; ${held}`;
  },
};
