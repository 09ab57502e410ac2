import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { head, openRaw } from "./raw-socket.ts";
import { watchMemory } from "./watch-memory.ts";

const MIB = 1_048_576;
/** Unfolded they would take gigabytes; the rest is what a collector may leave lying. */
const GROWTH_MIB = 200;
const EACH = 25;
const ENCODINGS = ["gzip", "x-gzip", "deflate", "br", "gzip, gzip", "GZIP", "zstd"];

/** As Stripe signs, over bytes that are no text. */
function sign(secret: string, body: Buffer): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1_000);
  const signature = createHmac("sha256", secret).update(`${seconds}.`).update(body).digest("hex");
  return { "content-type": "application/json", "stripe-signature": `t=${seconds},v1=${signature}` };
}

export const d25: Drill = {
  id: "D25",
  title: "requests that unfold to 200 MiB",
  fast: true,
  run: async (stage) => {
    const { sender, gateway } = stage;
    await stage.addDestination();
    await gateway.start();
    const bomb = gzipSync(Buffer.alloc(200 * MIB));
    const send = async (encoding: string | undefined, n: number) => {
      const headers = sign(sender.secret, bomb);
      const encoded = encoding === undefined ? headers : { ...headers, "content-encoding": encoding };
      return (await sender.send(`evt_bomb_${n}`, { headers: encoded, body: bomb }))?.status;
    };
    // Without the word they are bytes like any others, read whole and kept as they are: also the warm-up.
    const plain = await Promise.all(Array.from({ length: EACH }, (_, n) => send(undefined, n)));
    const kept = plain.filter((status) => status === 202 || status === 200).length;
    expect("the same bytes without the word stored, once", kept === EACH && sender.count(202) === 1, plain);
    const memory = watchMemory(gateway);
    const answers = await Promise.all(
      ENCODINGS.flatMap((encoding) => Array.from({ length: EACH }, (_, n) => send(encoding, n))),
    );
    // What is still being written to a gateway that has answered may break first: no answer is no 2xx either.
    const refused = answers.filter((status) => status === 415).length;
    const others = answers.filter((status) => status !== 415 && status !== undefined);
    expect("415 for every encoding", refused > 0 && others.length === 0, { refused, others });
    const headers = sign(sender.secret, bomb);
    const raw = await openRaw(sender.port);
    raw.socket.write(head(sender.path, { ...headers, "transfer-encoding": "gzip, chunked" }));
    raw.socket.write(`${bomb.length.toString(16)}\r\n`);
    raw.socket.write(bomb);
    raw.socket.end("\r\n0\r\n\r\n");
    await raw.closedAfterMs;
    const growth = memory.growth();
    expect("no 2xx for an encoded transfer", !raw.said().slice(9, 12).startsWith("2"), raw.said().slice(0, 64));
    expect(`less than ${GROWTH_MIB} MiB more memory`, Number.isNaN(growth) || growth < GROWTH_MIB, growth);
    await sender.insist("evt_d25_after");
    const events = await stage.number("select count(*) as n from event");
    expect("nothing of a bomb stored", events === 2 && gateway.alive, events);
    return `${refused} × 415, an encoded transfer answered ${raw.said().slice(9, 12) || "by a close"}, ${growth} MiB more memory; ${await checkInvariants(stage)}`;
  },
};
