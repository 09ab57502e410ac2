import { describe, expect, it } from "vitest";
import { hexLines, textOf } from "./read-bytes.ts";

describe("the bytes of a payload", () => {
  it("are text when they are UTF-8, with a byte order mark where one was sent", () => {
    for (const text of ["", "plain", "Müller 漢字 🙂", "\ufeff{}", '{"escaped":"\\u0000"}'])
      expect(textOf(Buffer.from(text))).toBe(text);
  });

  it("are no text in latin-1, in UTF-16 with or without a mark, cut, overlong or with a NUL", () => {
    const notText = {
      latin1: Buffer.from("Müller", "latin1"),
      utf16: Buffer.from("plain", "utf16le"),
      utf16WithMark: Buffer.from("\ufeffplain", "utf16le"),
      cut: Buffer.from("€").subarray(0, 2),
      overlong: Buffer.from([0xc0, 0xaf]),
      surrogate: Buffer.from([0xed, 0xa0, 0x80]),
      lone: Buffer.from([0xff]),
      nul: Buffer.from("a\u0000b"),
    };
    for (const [name, bytes] of Object.entries(notText)) expect(textOf(bytes), name).toBeNull();
  });

  it("are shown as hex, sixteen a line, with what can be read beside it", () => {
    const bytes = Buffer.concat([Buffer.from("Müller", "latin1"), Buffer.alloc(12, 0xff)]);
    expect(hexLines(bytes)).toEqual([
      "000000  4d fc 6c 6c 65 72 ff ff ff ff ff ff ff ff ff ff  M·ller··········",
      `000010  ${"ff ff".padEnd(47)}  ··`,
    ]);
  });
});
