import { randomBytes } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Answer } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import { watchMemory } from "./watch-memory.ts";

const MIB = 1_048_576;
const KEPT_BYTES = 16_384;
/** Twenty may be in the air, so unfolding them would take a gigabyte; the rest is what a collector may leave lying. */
const GROWTH_MIB = 200;
const EACH = 40;

const small = gzipSync(Buffer.alloc(42 * MIB));
const large = gzipSync(Buffer.alloc(200 * MIB));
const twice = gzipSync(gzipSync(Buffer.alloc(200 * MIB)));
const brotli = brotliCompressSync(Buffer.alloc(42 * MIB), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });

/** Answers of the same length that are what they look like: the buffers for reading them are not growth. */
const plain = randomBytes(large.length);

const BOMBS: Readonly<Record<string, Answer>> = {
  gzip: { status: 200, headers: { "content-encoding": "gzip" }, body: small },
  large: { status: 200, headers: { "content-encoding": "gzip" }, body: large },
  twice: { status: 200, headers: { "content-encoding": "gzip, gzip" }, body: twice },
  brotli: { status: 200, headers: { "content-encoding": "br" }, body: brotli },
  failing: { status: 500, headers: { "content-encoding": "gzip" }, body: small },
};

export const d26: Drill = {
  id: "D26",
  title: "a destination that answers with compression bombs",
  fast: true,
  run: async (stage) => {
    const { sender, sink, worker } = stage;
    let armed = false;
    const failed = new Set<string>();
    sink.answer = ({ headers, path }) => {
      const bomb = BOMBS[path.slice(1)];
      if (bomb === undefined) return { status: 204 };
      if (!armed) return { status: 200, body: plain };
      if (bomb.status === 200) return bomb;
      // The second try is answered, so that everything has an end.
      const id = String(headers["webhook-id"]);
      if (failed.has(id)) return { status: 204 };
      failed.add(id);
      return bomb;
    };
    for (const name of Object.keys(BOMBS))
      await stage.addDestination(`${sink.url}/${name}`, { name, retry: [1, 1, 1, 1, 1], maxInflight: 4 });
    await Promise.all([stage.gateway.start(), worker.start()]);
    for (let n = 0; n < EACH; n++) await sender.insist(`evt_d26_warm_${n}`);
    await stage.settled(40_000);
    armed = true;
    const memory = watchMemory(worker);
    for (let n = 0; n < EACH; n++) await sender.insist(`evt_d26_${n}`);
    await stage.settled(90_000);
    const growth = memory.growth();
    const kept = await stage.number("select max(octet_length(response_body)) as n from attempt");
    expect("the beginning kept as it was sent, and no more than 16 kB", kept === KEPT_BYTES, kept);
    expect(`less than ${GROWTH_MIB} MiB more memory`, Number.isNaN(growth) || growth < GROWTH_MIB, growth);
    const unfolded = await stage.number(
      "select count(*) as n from attempt where response_body is not null and substring(response_body from 1 for 1) = '\\x00'",
    );
    expect("no answer unfolded", unfolded === 0, unfolded);
    const other = await stage.number("select count(*) as n from attempt where outcome not in ('success', 'http_5xx')");
    expect("a bomb judged by its status alone", other === 0, other);
    expect("the worker alive", worker.alive);
    const held = await checkInvariants(stage);
    return `${EACH * Object.keys(BOMBS).length} bombs of up to ${200} MiB, ${kept} bytes kept, ${growth} MiB more memory; ${held}`;
  },
};
