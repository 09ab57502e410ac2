// A destination for the bench, in a process of its own: answers 200 and says on request how much came, and how late.
import { createServer } from "node:http";

const port = Number(process.argv[2]);
let hits = 0;
let latencies: number[] = [];

createServer((request, response) => {
  if (request.url === "/stats") {
    response.end(JSON.stringify({ hits, latencies }));
    hits = 0;
    latencies = [];
    return;
  }
  request.resume();
  request.on("end", () => {
    hits++;
    const id = request.headers["webhook-id"];
    // The event's id carries the moment it was received.
    if (typeof id === "string") latencies.push(Date.now() - Number.parseInt(id.slice(4, 12) + id.slice(13, 17), 16));
    response.writeHead(200).end();
  });
}).listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
