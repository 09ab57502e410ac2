// A destination for the bench, in a process of its own: answers 200. What comes to /timed has the sender's number in its
// id; when each number came first is told on request.
import { createServer } from "node:http";

const port = Number(process.argv[2]);
const NUMBER = /"id":"evt_[0-9a-f]+_(\d+)"/;
let arrivals = new Map<number, number>();

createServer((request, response) => {
  if (request.url === "/arrivals") {
    response.end(JSON.stringify([...arrivals]));
    arrivals = new Map();
    return;
  }
  let start = "";
  request.on("data", (chunk: Buffer) => {
    if (start === "") start = chunk.toString("latin1", 0, 128);
  });
  request.on("end", () => {
    const number = request.url === "/timed" ? NUMBER.exec(start)?.[1] : undefined;
    if (number !== undefined && !arrivals.has(Number(number))) arrivals.set(Number(number), Date.now());
    response.writeHead(200).end();
  });
}).listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
