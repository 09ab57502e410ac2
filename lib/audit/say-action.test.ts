import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { knowsAction, sayAction } from "./say-action.ts";

const root = join(import.meta.dirname, "../..");

test("every verb that writes the audit log has a word for people", () => {
  const files = globSync("lib/**/*.ts", { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  const actions = files.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\bname: "([a-z_]+\.[a-z_]+)",\n\s+permission/g)].flatMap(
      ([, action]) => action ?? [],
    ),
  );
  expect(actions.length).toBeGreaterThan(60);
  expect(actions.filter((action) => !knowsAction(action))).toEqual([]);
  expect(knowsAction("flag.never_heard_of")).toBe(false);
});

test("it reads as a sentence", () => {
  const of = (action: string, label: string, entityType: string, environment: string | null = null) =>
    sayAction({ action, label, entityType, environment });
  expect(of("design.save_section", "Context", "design_section")).toBe("Wrote Context");
  expect(of("gate.decide", "stripe design", "gate", "live")).toBe("Decided the gate stripe design in live");
  expect(of("replay.start", "", "replay")).toBe("Started the replay");
});
