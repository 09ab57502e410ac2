import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkInvariants, type Hit } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const TIMEOUT_MS = 3_000;
const KEPT_BYTES = 16_384;
const GROWTH_MIB = 64;
const PIECE = Buffer.alloc(65_536, "y");

/** Pours without end, or a byte a second without end; the second try of a drip is answered. */
function answer(kind: string, isRepeat: boolean, response: ServerResponse): void {
  if (isRepeat || kind === "plain") return void response.writeHead(204).end();
  response.writeHead(200, { "content-type": "text/plain" });
  if (kind === "drip") {
    const timer = setInterval(() => response.write("x"), 1_000);
    response.on("close", () => clearInterval(timer));
    return;
  }
  const pour = () => {
    while (!response.destroyed && response.write(PIECE));
  };
  response.on("drain", pour);
  pour();
}

async function startEndless(hits: Hit[]) {
  const seen = new Map<string, number>();
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      hits.push({ headers: request.headers, body });
      const { id } = JSON.parse(body.toString()) as { id: string };
      seen.set(id, (seen.get(id) ?? 0) + 1);
      answer(id.split("_")[2] ?? "plain", (seen.get(id) ?? 0) > 1, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

export const d27: Drill = {
  id: "D27",
  title: "answers of a destination that never end",
  run: async (stage) => {
    const { sender, worker } = stage;
    const hits: Hit[] = [];
    const { url, server } = await startEndless(hits);
    await stage.addDestination(url, { retry: [1, 1, 1], timeoutMs: TIMEOUT_MS, maxInflight: 4 });
    await Promise.all([stage.gateway.start(), worker.start()]);
    await sender.insist("evt_d27_plain_0");
    await stage.settled();
    const before = worker.memory();
    for (let n = 0; n < 4; n++) await sender.insist(`evt_d27_pour_${n}`);
    await stage.settled();
    const growth = worker.memory() - before;
    // As many as may be in flight: unless their slots are freed, nothing ever goes to this destination again.
    for (let n = 0; n < 4; n++) await sender.insist(`evt_d27_drip_${n}`);
    await sender.insist("evt_d27_plain_1");
    await stage.settled(30_000);
    const timeouts = await stage.number("select count(*) as n from attempt where outcome = 'timeout'");
    const longest = await stage.number("select max(duration_ms) as n from attempt");
    const kept = await stage.number("select max(octet_length(response_body)) as n from attempt");
    expect("one timeout for each drip", timeouts === 4, timeouts);
    expect("no send longer than its time limit", longest < TIMEOUT_MS + 1_000, longest);
    expect("no more kept than 16 kB", kept <= KEPT_BYTES, kept);
    expect(`less than ${GROWTH_MIB} MiB more memory`, Number.isNaN(growth) || growth < GROWTH_MIB, growth);
    const held = await checkInvariants(stage, hits);
    server.closeAllConnections();
    server.close();
    return `4 floods cut, ${timeouts} drips timed out in ${longest} ms at most, ${kept} bytes kept, ${growth} MiB more memory; ${held}`;
  },
};
