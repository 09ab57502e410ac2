import { expect, test } from "vitest";
import { Mailbox } from "#lib/alerts/schema.ts";
import { Email } from "./schema.ts";

const TRICKS = [
  '"e@evil.test"@victim.test',
  "a＠b.test",
  "a@b.test,c@d.test",
  "a@b.test;c@d.test",
  "a@b.test c@d.test",
  "a@b.test\r\nBcc: c@d.test",
  "a@b.test\n",
  "Ada <a@b.test>",
  "a@b",
  "a@@b.test",
  "аda@b.test",
  "a@b.test\u0000",
  `${"a".repeat(250)}@b.test`,
];

test.each(TRICKS)("B65: %j is nobody's address, neither of a member nor of a channel", (text) => {
  // A form's own space and line break around an address are taken off; inside of it they never are.
  const isTrimmed = text.trim() !== text;
  expect(Email.safeParse(text).success).toBe(isTrimmed);
  if (isTrimmed) expect(Email.parse(text)).toBe(text.trim());
  expect(Mailbox.safeParse(text).success).toBe(false);
});

test("an ordinary address is one", () => {
  for (const text of ["ada@example.com", "ops+alerts@mail.example.co.uk"]) {
    expect(Email.parse(text)).toBe(text);
    expect(Mailbox.parse(text)).toBe(text);
  }
});
