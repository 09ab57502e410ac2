import { describe, expect, it } from "vitest";
import { csvCell } from "./csv-cell.ts";

describe("a cell of a CSV file", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])("never starts a formula: %j", (text) => {
    expect(csvCell(text)).toBe(`"'${text}"`);
  });
  it("keeps commas, quotes and line breaks inside one cell", () => {
    expect(csvCell('a,"b"\nc')).toBe('"a,""b""\nc"');
  });
  it("leaves plain texts and numbers alone, and a missing value empty", () => {
    expect([csvCell("order.paid"), csvCell(-3), csvCell(null)]).toEqual(["order.paid", "-3", ""]);
  });
});
