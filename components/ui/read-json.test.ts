import { describe, expect, it } from "vitest";
import { type JsonNode, readJson } from "./read-json.ts";

function write(node: JsonNode): string {
  if (node.kind === "scalar") return node.raw;
  if (node.kind === "list") return `[${node.items.map(write).join(",")}]`;
  return `{${node.members.map(({ key, value }) => `${key}:${write(value)}`).join(",")}}`;
}

describe("a payload's JSON", () => {
  it("keeps numbers, escapes, order and repeated keys as they were sent", () => {
    const sent = '{"b":12345678901234567890.10,"a":"\\u0000 \\"q\\" ]}","a":[1e5,-0,{}],"n":[null,true,[]]}';
    const tree = readJson(sent);
    expect(tree && write(tree)).toBe(sent);
  });

  it("reads a bare value and one with space around it", () => {
    expect(readJson(' "x" \n')).toEqual({ kind: "scalar", raw: '"x"', type: "string" });
    expect(readJson("\n{ }\n")).toEqual({ kind: "record", members: [] });
  });

  it.each(["", "{", "{a:1}", "[1,]", "nul", "<xml/>", '{"a":1} x'])("is null for %j", (text) => {
    expect(readJson(text)).toBeNull();
  });

  it("gives up on text that nests too deep to draw instead of breaking the page", () => {
    expect(readJson("[".repeat(5_000) + "]".repeat(5_000))).toBeNull();
  });
});
