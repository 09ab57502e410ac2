import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { notePeerAddress, withPeer } from "./peer-address.ts";
import { addressOf } from "./request.ts";

const from = (text: string | undefined, hops: number) =>
  addressOf(new Headers(text === undefined ? {} : { "x-forwarded-for": text }), hops);

test("B58: without a trusted proxy only the socket's address counts, whatever a client says before it", () => {
  expect(from("203.0.113.9", 0)).toBe("203.0.113.9");
  expect(from("1.1.1.1, 2.2.2.2, 203.0.113.9", 0)).toBe("203.0.113.9");
  expect(from(undefined, 0)).toBe("unknown");
  expect(from("1.1.1.1, evil", 0)).toBe("unknown");
});

test("each trusted proxy takes one entry from the right, and a client cannot reach past them", () => {
  expect(from("198.51.100.7, 10.0.0.2", 1)).toBe("198.51.100.7");
  expect(from("6.6.6.6, 198.51.100.7, 10.0.0.2", 1)).toBe("198.51.100.7");
  expect(from("6.6.6.6, 2001:db8::7, 10.0.0.3, 10.0.0.2", 2)).toBe("2001:db8::7");
  expect(from("6.6.6.6, 10.0.0.2", 2)).toBe("10.0.0.2");
  expect(from("10.0.0.2", 3)).toBe("10.0.0.2");
});

test("the server adds the peer of its own socket to every request", async () => {
  notePeerAddress();
  notePeerAddress();
  const server = createServer((request, response) => response.end(request.headers["x-forwarded-for"]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await (await fetch(url)).text()).toBe("127.0.0.1");
  expect(await (await fetch(url, { headers: { "x-forwarded-for": "6.6.6.6" } })).text()).toBe("6.6.6.6, 127.0.0.1");
  server.close();
  expect(withPeer(undefined, "::ffff:10.0.0.2")).toBe("10.0.0.2");
});
