import { expect, test } from "vitest";
import { maySeeMetrics } from "./metrics-door.ts";

const from = (peer: string | null, more: { authorization?: string; isForwarded?: boolean } = {}) => ({
  peer,
  authorization: more.authorization ?? null,
  isForwarded: more.isForwarded ?? false,
});

test("this machine sees them, another one does not, and a proxy on this machine is another one", () => {
  for (const peer of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) expect(maySeeMetrics(from(peer), undefined)).toBe(true);
  for (const peer of ["10.0.0.1", "::ffff:10.0.0.1", "127x", "", null])
    expect(maySeeMetrics(from(peer), undefined)).toBe(false);
  expect(maySeeMetrics(from("127.0.0.1", { isForwarded: true }), undefined)).toBe(false);
});

test("the token opens from anywhere, and nothing that only looks like it", () => {
  const token = "a long token for the scraper";
  expect(maySeeMetrics(from(null, { authorization: `Bearer ${token}` }), token)).toBe(true);
  for (const authorization of ["", "Bearer ", `Bearer ${token} `, `bearer ${token}`, token, "Bearer undefined"])
    expect(maySeeMetrics(from(null, { authorization }), token)).toBe(false);
  expect(maySeeMetrics(from(null, { authorization: "Bearer undefined" }), undefined)).toBe(false);
});
