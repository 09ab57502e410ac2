import { createSocket } from "node:dgram";
import { isIP } from "node:net";

const A = 1;
const AAAA = 28;
const NO_SUCH_NAME = 3;

export type StubDns = {
  /** What a name has: asked again for every query, so that an answer can change between two. */
  names: Map<string, () => readonly string[]>;
  address: string;
  /** Names in the order in which they were asked for. */
  asked: string[];
  close: () => void;
};

/** A name server of a few names, over UDP, whose answers nobody may keep (their time to live is zero). */
export async function startStubDns(): Promise<StubDns> {
  const socket = createSocket("udp4");
  const stub: StubDns = { names: new Map(), address: "", asked: [], close: () => socket.close() };
  socket.on("message", (query, peer) => {
    const question = readQuestion(query);
    if (question.type === A) stub.asked.push(question.name);
    socket.send(answer(query, question, stub.names.get(question.name)?.()), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  stub.address = `127.0.0.1:${socket.address().port}`;
  return stub;
}

type Question = { name: string; type: number; end: number };

function readQuestion(query: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answer(query: Buffer, { type, end }: Question, addresses: readonly string[] | undefined): Buffer {
  const family = type === A ? 4 : type === AAAA ? 6 : 0;
  const records = (addresses ?? []).filter((address) => isIP(address) === family).map((text) => record(type, text));
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (addresses === undefined ? NO_SUCH_NAME : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, query.subarray(12, end), ...records]);
}

/** The name is a pointer to the question's; class IN, time to live 0. */
function record(type: number, address: string): Buffer {
  const bytes = type === A ? Buffer.from(address.split(".").map(Number)) : bytesOfV6(address);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(bytes.length, 10);
  return Buffer.concat([head, bytes]);
}

function bytesOfV6(address: string): Buffer {
  const [left = "", right = ""] = address.split("::");
  const words = (part: string) => part.split(":").filter((word) => word !== "");
  const zeros = Array<string>(8 - words(left).length - words(right).length).fill("0");
  const all = [...words(left), ...zeros, ...words(right)];
  return Buffer.from(all.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 255]));
}
