import { createServer } from "node:http";

/** The yardstick: reads the body, answers 202, does nothing else. */
const server = createServer((request, response) => {
  request.on("data", () => undefined);
  request.on("end", () => {
    response.writeHead(202, ["content-type", "application/json", "content-length", "2"]);
    response.end("{}");
  });
});
server.listen(Number(process.argv[2]), "127.0.0.1", 4_096);
