import { createHmac } from "node:crypto";
import { getEvent } from "#lib/webhooks/event-queries.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const KEY = Buffer.alloc(24, 7);
const TEXT = '{"name":"Müller €"}';

type Sent = { bytes: Buffer; type: string; isText: boolean };
const body = (bytes: Buffer | number[], type: string, isText = false): Sent => ({
  bytes: Buffer.from(bytes),
  type,
  isText,
});

/** What providers of the real world send, and what only an attacker would. */
const BODIES: Readonly<Record<string, Sent>> = {
  latin1: body(Buffer.from('{"name":"Müller"}', "latin1"), "application/json; charset=iso-8859-1"),
  latin1_called_utf8: body(Buffer.from('{"name":"Müller"}', "latin1"), "application/json; charset=utf-8"),
  windows1252: body([...Buffer.from('{"price":"'), 0x80, ...Buffer.from('"}')], "text/json; charset=windows-1252"),
  utf8_called_latin1: body(Buffer.from(TEXT), "application/json; charset=iso-8859-1", true),
  utf8_with_mark: body(Buffer.from(`\ufeff${TEXT}`), "application/json", true),
  utf16le_with_mark: body(Buffer.from(`\ufeff${TEXT}`, "utf16le"), "application/json; charset=utf-16"),
  utf16be_with_mark: body(Buffer.from(`\ufeff${TEXT}`, "utf16le").swap16(), "application/json; charset=utf-16be"),
  utf16le_without_mark: body(Buffer.from('{"a":1}', "utf16le"), "application/json; charset=utf-16le"),
  lone_ff: body([0xff], "application/octet-stream"),
  overlong_slash: body([0x22, 0xc0, 0xaf, 0x22], "application/json"),
  overlong_nul: body([0x22, 0xc0, 0x80, 0x22], "application/json"),
  surrogate_as_utf8: body([0x22, 0xed, 0xa0, 0x80, 0x22], "application/json"),
  cut_in_a_character: body(Buffer.from("€").subarray(0, 2), "text/plain"),
  beyond_unicode: body([0xf4, 0x90, 0x80, 0x80], "text/plain"),
  raw_nul: body([0x22, 0x00, 0x22], "application/json"),
  every_byte: body(
    Array.from({ length: 256 }, (_, byte) => byte),
    "application/octet-stream",
  ),
  no_byte: body([], "application/json", true),
};

function sign(id: string, { bytes, type }: Sent) {
  const seconds = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", KEY).update(`${id}.${seconds}.`).update(bytes).digest("base64");
  const headers = {
    "content-type": type,
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": `v1,${signature}`,
  };
  return { headers, body: bytes };
}

export const d24: Drill = {
  id: "D24",
  title: "latin-1, UTF-16, byte order marks, overlong forms and bytes that are no text",
  fast: true,
  run: async (stage) => {
    const { sink } = stage;
    const destinationId = await stage.addDestination();
    const sender = await stage.addSource("standard_webhooks", `whsec_${KEY.toString("base64")}`, destinationId);
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    const wrong: unknown[] = [];
    const names = new Map<string, string>();
    for (const [name, sent] of Object.entries(BODIES)) {
      const reply = await sender.send(name, sign(name, sent));
      if (reply?.status !== 202 || reply.eventId === null) {
        wrong.push({ name, status: reply?.status });
        continue;
      }
      names.set(`msg_${reply.eventId}`, name);
      // What a page and the API show: every byte, and whether they are text or want to be seen as hex.
      const event = await getEvent(stage.ctx, reply.eventId);
      const same = event.bodyBase64 === sent.bytes.toString("base64") && event.contentType === sent.type;
      if (!same || event.isUtf8 !== sent.isText) wrong.push({ name, same, isUtf8: event.isUtf8 });
    }
    expect("each stored with its bytes and its type, and told apart from text", wrong.length === 0, wrong);
    await stage.settled();
    for (const { headers, body: arrived } of sink.received) {
      const name = names.get(String(headers["webhook-id"])) ?? "";
      const sent = BODIES[name];
      const same = sent !== undefined && arrived.equals(sent.bytes) && headers["content-type"] === sent.type;
      expect("the same bytes and content type at the sink", same, { name, type: headers["content-type"] });
    }
    const count = Object.keys(BODIES).length;
    expect("each at the sink once", sink.received.length === count, sink.received.length);
    return `${count} bodies byte-identical in the store and at the sink; ${await checkInvariants(stage)}`;
  },
};
