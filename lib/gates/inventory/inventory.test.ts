import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { TEMPLATES } from "../templates/catalogue.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { problemsOf } from "./check-inventory.ts";
import { HOMES, WORDINGS } from "./documents.ts";
import { type Homes, standingOf, statementsOf } from "./home.ts";
import { readHouse } from "./read-house.ts";
import items from "./wordings/items.json" with { type: "json" };

const house = readHouse(process.cwd());

describe("the inventory of the seed documents", () => {
  test("every id has a home, and every home is there", () => {
    expect(problemsOf({ wordings: WORDINGS, homes: HOMES }, house)).toEqual([]);
  });

  // A wording is a quotation. Whoever means to change one has to change its digest here, and say why.
  test.each([
    ["items", 100, "4c6a81ec1e72717f"],
    ["coordinator", 114, "ecdc056034091220"],
    ["multi-system", 120, "e4c14668ec225492"],
    ["tech-lead", 67, "e6bcdc0c66a7c35b"],
    ["specialist", 84, "a57847a1cd72c583"],
    ["engineer", 110, "965b6928263a4bb5"],
    ["plumbing", 28, "f7a308f7f2a392e5"],
    ["contradictions", 12, "823c02252d83b8d7"],
  ])("the wordings of %s are the %i that were taken from the documents", (part, size, digest) => {
    const wordings = WORDINGS[part] ?? {};
    expect([Object.keys(wordings).length, digestOf(wordings)]).toEqual([size, digest]);
  });

  test("a changed letter changes the digest", () => {
    const [first = ""] = Object.keys(WORDINGS["items"] ?? {});
    const changed = { ...WORDINGS["items"], [first]: "payment types identified" };
    expect(digestOf(changed)).not.toBe(digestOf(WORDINGS["items"] ?? {}));
  });

  test("every checklist item lives in its checklist; a capability will bring the fact that one misses", () => {
    const rows = new Map(Object.values(HOMES).flatMap((homes) => Object.entries(homes)));
    for (const { key, rule, grade, missingFact } of TEMPLATES.flatMap((template) => template.items)) {
      const [first, ...more] = statementsOf(rows.get(key) ?? []);
      const attested = rule === null && grade === "D";
      expect([key, first, more.length > 0]).toEqual([key, `item ${key}`, missingFact !== null && !attested]);
    }
  });

  test("every capability that is described brings something", () => {
    const said = Object.values(HOMES).flatMap((homes) => Object.values(homes).flatMap(statementsOf));
    expect(Object.keys(CAPABILITIES).filter((name) => !said.includes(`planned ${name}`))).toEqual([]);
  });

  test("says how much of it is here", () => {
    const lines = countLines();
    process.stdout.write(`${lines.join("\n")}\n`);
    expect(lines[0]).toMatch(/^635 ids: \d+ homed, 28 not a product matter, \d+ planned \(\d+ of them partly here\)$/);
  });
});

describe("the check of homes", () => {
  const wordings = { coordinator: { A: "### Requirements", B: "b" }, plumbing: { P: "tools: Read" } };
  const sound: Homes = { A: "list payment/Requirements", B: "page /gates" };
  const plumbing: Homes = { P: "not Tools are granted to an agent, not to people." };
  const problems = (homes: Record<string, Homes>) => problemsOf({ wordings, homes }, house);
  const of = (home: string | readonly string[]) => problems({ coordinator: { ...sound, B: home }, plumbing });

  test("a sound table has no problem", () => {
    expect(problems({ coordinator: sound, plumbing })).toEqual([]);
  });

  test("an id without a row, a row without an id and a second row are found", () => {
    expect(problems({ coordinator: { A: "list payment/Requirements" }, plumbing })).toEqual(["B has no home"]);
    expect(of([])).toEqual(["B has no home"]);
    expect(problems({ coordinator: { ...sound, C: "page /gates" }, plumbing })).toEqual(["C is not in the inventory"]);
    expect(problems({ coordinator: sound, plumbing, engineer: { B: "page /gates" } })).toEqual(["B has two rows"]);
    const twice = { ...wordings, engineer: { B: "b" } };
    expect(problemsOf({ wordings: twice, homes: { coordinator: sound, plumbing } }, house)).toEqual([
      "B stands in the inventory twice",
    ]);
  });

  test.each([
    ["cellar 3", `"cellar 3" begins with no known kind of home`],
    ["item PAY-REQ-99", "no checklist has an item PAY-REQ-99"],
    ["list payments", "there is no checklist payments"],
    ["list payment/Cellar", "the checklist payment has no section Cellar"],
    ["list payment/Testing", `the section payment/Testing does not say "b"`],
    ["drill earthquake", "no drill has a step earthquake"],
    ["outline CELLAR.md", "no outline makes CELLAR.md"],
    ["section payment/payment.cellar", "no outline has a section payment/payment.cellar"],
    ["section payment/payment.tax#cellar", "the section payment/payment.tax has no field cellar"],
    ["discipline plumber", "there is no discipline plumber"],
    ["demo no-such-slug", "the demo makes no integration no-such-slug"],
    ["page /cellar", "there is no page /cellar"],
    ["model Cellar", "there is no model Cellar"],
    ["model Integration.cellar", "the model Integration has no cellar"],
    ["model IntegrationKind.cellar", "the model IntegrationKind has no cellar"],
    ["code lib/gates/cellar.ts rules", "there is no file lib/gates/cellar.ts"],
    ["code lib/gates/rules.ts cellar", "lib/gates/rules.ts exports no cellar"],
    ["doc docs/cellar.md Gates", "there is no document docs/cellar.md"],
    ["doc docs/gates.md Cellar", `docs/gates.md has no heading "Cellar"`],
    ["planned a cellar", `no capability is called "a cellar"`],
    ["not This line has nothing to do with us.", "only an agent's own plumbing is not a product matter"],
  ])("%s is found out", (home, problem) => {
    expect(of(home)).toEqual([`B: ${problem}`]);
    expect(of(["page /gates", home])).toEqual([`B: ${problem}`]);
  });

  test("a reason that says too little does not count", () => {
    expect(problems({ coordinator: sound, plumbing: { P: "not ours" } })).toEqual([
      `P: the reason "ours" says too little`,
    ]);
  });

  test("an item that says something else than the inventory is found", () => {
    const changed = { coordinator: { "PAY-REQ-4": "Taxes" } };
    expect(problemsOf({ wordings: changed, homes: { coordinator: { "PAY-REQ-4": "item PAY-REQ-4" } } }, house)).toEqual(
      [`PAY-REQ-4: the item PAY-REQ-4 says "Tax handling requirements"`],
    );
  });

  test("what is only half here counts as planned", () => {
    expect(standingOf("page /gates")).toBe("homed");
    expect(standingOf(["page /gates", "planned contracts"])).toBe("partly planned");
    expect(standingOf(["planned contracts", "planned policies"])).toBe("planned");
    expect(standingOf(["not Tools are granted to an agent.", "planned knowledge"])).toBe("not a product matter");
  });
});

function digestOf(wordings: Readonly<Record<string, string>>): string {
  return createHash("sha256")
    .update(JSON.stringify(Object.entries(wordings)))
    .digest("hex")
    .slice(0, 16);
}

/** The sum, then homes by kind, what waits for a fact, and what each capability will bring. */
function countLines(): string[] {
  const homes = Object.values(HOMES).flatMap((part) => Object.values(part));
  const count = (standing: string) => homes.filter((home) => standingOf(home) === standing).length;
  const partly = count("partly planned");
  const kinds = tally(
    homes.filter((home) => standingOf(home) === "homed").map((home) => statementsOf(home)[0]?.split(" ")[0] ?? ""),
  );
  const planned = tally(
    homes
      .filter((home) => standingOf(home) === "planned" || standingOf(home) === "partly planned")
      .flatMap((home) => statementsOf(home).filter((each) => each.startsWith("planned ")))
      .map((each) => each.slice("planned ".length)),
  );
  const listed = TEMPLATES.flatMap((template) => template.items);
  const ruled = listed.filter((item) => item.rule !== null).length;
  return [
    `${homes.length} ids: ${count("homed")} homed, ${count("not a product matter")} not a product matter, ${count("planned") + partly} planned (${partly} of them partly here)`,
    `homed in: ${kinds.join(", ")}`,
    `items in checklists: ${ruled} proven by facts, ${listed.length - ruled} that name the fact they miss, of ${items.length} in the inventory`,
    `planned: ${planned.join(", ")}`,
  ];
}

function tally(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([word, n]) => `${word} ${n}`);
}
