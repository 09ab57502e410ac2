import { createServer } from "node:http";
import { AppError } from "#lib/core/errors.ts";
import { askStubDns } from "./ask-stub-dns.ts";
import { checkInvariants, type Hit } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import type { Stage } from "./stage.ts";
import { type StubDns, startStubDns } from "./stub-dns.ts";

const EVENTS = 3;
/** Loopback as a whole is forbidden but for this one address, which stands for "somewhere that may be called". */
const OPEN = "127.0.0.2";
const FORBIDDEN = "127.0.0.1";
/** Resolved, never dialled. */
const PUBLIC = "93.184.216.34";
/** A public address may be called at these ports alone. */
const PUBLIC_PORTS = [8_443, 8_080];
type Door = { port: number; connections: number; hits: Hit[]; close: () => void };

async function listenOn(address: string, port: number): Promise<Door> {
  const door: Door = { port, connections: 0, hits: [], close: () => undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      door.hits.push({ headers: request.headers, body: Buffer.concat(chunks), path: request.headers.host ?? "" });
      // A name is looked up for every connection: each event needs one of its own.
      response.writeHead(204, { connection: "close" }).end();
    });
  });
  server.on("connection", () => door.connections++);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, resolve);
  });
  const at = server.address();
  door.port = typeof at === "object" && at !== null ? at.port : port;
  door.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return door;
}

/** The first of the ports where nobody listens; what is not ours cannot be counted. */
async function listenOnPublicPort(): Promise<Door> {
  const [first = 0, second = 0] = PUBLIC_PORTS;
  return listenOn(FORBIDDEN, first).catch(() => listenOn(FORBIDDEN, second));
}

/** Each lane: what its name has while it is saved, and what it has afterwards, query by query. */
const LANES: Readonly<Record<string, { saved: string[]; later: string[][]; delivered: number }>> = {
  steady: { saved: [OPEN], later: [[OPEN]], delivered: EVENTS },
  flips: { saved: [OPEN], later: [[OPEN], [FORBIDDEN]], delivered: 1 },
  public: { saved: [PUBLIC], later: [[FORBIDDEN]], delivered: 0 },
  mixed: { saved: [OPEN], later: [[OPEN, FORBIDDEN]], delivered: 0 },
  mixed6: { saved: [OPEN], later: [[OPEN, "::1"]], delivered: 0 },
  mapped: { saved: [OPEN], later: [["::ffff:7f00:1"]], delivered: 0 },
  nowhere: { saved: [OPEN], later: [["0.0.0.0"]], delivered: 0 },
  metadata: { saved: [OPEN], later: [["169.254.169.254"]], delivered: 0 },
};
/** A and AAAA are two queries: the answer moves on when the next A is asked for. */
function inTurn(answers: string[][], dns: StubDns, name: string): () => readonly string[] {
  const before = dns.asked.filter((one) => one === name).length;
  const turn = () => dns.asked.filter((one) => one === name).length - before - 1;
  return () => answers[Math.min(Math.max(turn(), 0), answers.length - 1)] ?? [];
}

async function isRefused(stage: Stage, url: string): Promise<boolean> {
  try {
    await stage.addDestination(url);
    return false;
  } catch (error) {
    return error instanceof AppError && error.kind === "invalid_input";
  }
}

export const d37: Drill = {
  id: "D37",
  title: "DNS rebinding: names that turn to loopback, and mixed answers",
  fast: true,
  environment: { EGRESS_ALLOW_CIDRS: OPEN },
  run: async (stage) => {
    const dns = await startStubDns();
    process.env["DRILL_DNS"] = dns.address;
    askStubDns(dns.address);
    const forbidden = await listenOn(FORBIDDEN, 0);
    const [opened, publicDoor] = [await listenOn(OPEN, forbidden.port), await listenOnPublicPort()];
    for (const [lane, { saved }] of Object.entries(LANES)) {
      const name = `${lane}.example`;
      dns.names.set(name, () => saved);
      const url = lane === "public" ? `https://${name}:${publicDoor.port}/` : `http://${name}:${opened.port}/`;
      await stage.addDestination(url, { name: lane, maxInflight: 1 });
    }
    for (const [lane, { later }] of Object.entries(LANES)) {
      const name = `${lane}.example`;
      dns.names.set(name, inTurn(later, dns, name));
      if (lane === "steady") continue;
      const last = later.at(-1) ?? [];
      dns.names.set("late.example", () => last);
      const refused = await isRefused(stage, `http://late.example:${opened.port}/`);
      expect(`${last.join(" with ")} refused when it is saved`, refused, lane);
    }
    const worker = stage.add("worker", ["--import", "./drills/ask-stub-dns.ts", "processes/worker/main.ts"]);
    await Promise.all([stage.gateway.start(), worker.start()]);
    for (let n = 0; n < EVENTS; n++) await stage.sender.insist(`evt_d37_${n}`);
    await stage.settled(30_000);
    expect("no connection to loopback", forbidden.connections === 0 && publicDoor.connections === 0, {
      http: forbidden.connections,
      https: publicDoor.connections,
    });
    type Row = { name: string; delivered: number; blocked: number; outcomes: string };
    const { rows } = await stage.eyes.query<Row>(`
      select t.name, count(*) filter (where h.state = 4)::int as delivered,
        count(*) filter (where h.state = 5 and h.reason = 'blocked' and h.attempt_count = 1)::int as blocked,
        (select string_agg(distinct a.outcome, ' ' order by a.outcome) from attempt a where a.destination_id = t.id) as outcomes
      from delivery_history h join destination t on t.id = h.destination_id group by t.id`);
    for (const row of rows) {
      const delivered = LANES[row.name]?.delivered ?? Number.NaN;
      const fits = row.delivered === delivered && row.blocked === EVENTS - delivered;
      expect("each event delivered to where its name was checked to be, or dead at once as blocked", fits, row);
    }
    expect("a row for each name", rows.length >= Object.keys(LANES).length, rows.length);
    const held = await checkInvariants(stage, opened.hits);
    for (const one of [forbidden, opened, publicDoor, dns]) one.close();
    const blocked = rows.reduce((sum, row) => sum + row.blocked, 0);
    return `${rows.length} names, ${dns.asked.length} look-ups, ${blocked} blocked at the dial, 0 connections to loopback; ${held}`;
  },
};
