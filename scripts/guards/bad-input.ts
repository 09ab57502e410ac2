import { parseSync } from "oxc-parser";
import type { Source } from "./source.ts";

/** One bad input and what proves how it ends: a test's title in its file, or why there is nothing to prove yet. */
export type BadInput = { id: string; input: string; expected: string } & (
  | { proofs: readonly (readonly [file: string, title: string])[] }
  | { absent: string }
);

type Node = { type: string } & Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** `test`, `test.each(…)`, `it.only` … are tests; `test.describe` and `test.step` are none. */
function isTestCall(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === "Identifier") return callee["name"] === "test" || callee["name"] === "it";
  if (callee.type === "CallExpression" || callee.type === "TaggedTemplateExpression")
    return isTestCall(callee["callee"] ?? callee["tag"]);
  if (callee.type !== "MemberExpression" || !isNode(callee["property"])) return false;
  return (
    !/^(describe|step|beforeAll|afterAll|beforeEach|afterEach|use|extend)$/.test(String(callee["property"]["name"])) &&
    isTestCall(callee["object"])
  );
}

function textOf(argument: unknown): string | undefined {
  if (!isNode(argument)) return undefined;
  if (argument.type === "Literal" && typeof argument["value"] === "string") return argument["value"];
  if (argument.type !== "TemplateLiteral" || !Array.isArray(argument["quasis"])) return undefined;
  return argument["quasis"].map((quasi: { value: { cooked: string } }) => quasi.value.cooked).join("${}");
}

/** The titles of a file's tests, as they stand there. */
export function titlesOf({ path, text }: Pick<Source, "path" | "text">): string[] {
  const titles: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) visit(part);
    if (!isNode(node)) return;
    if (node.type === "CallExpression" && isTestCall(node["callee"]) && Array.isArray(node["arguments"])) {
      const title = textOf(node["arguments"][0]);
      if (title !== undefined && node["arguments"].length > 1) titles.push(title);
    }
    for (const value of Object.values(node)) if (typeof value === "object") visit(value);
  };
  visit(parseSync(path, text).program);
  return titles;
}

/** Each number from 1 to `last` stands once, and each row names a test that is there or says why there is none. */
export function checkBadInput(rows: readonly BadInput[], sources: readonly Source[], last = 72): string[] {
  const problems: string[] = [];
  const files = new Map(sources.map((source) => [source.path, source]));
  const titles = new Map<string, string[]>();
  for (let number = 1; number <= last; number++) {
    const count = rows.filter(({ id }) => id === `B${number}`).length;
    if (count !== 1) problems.push(`B${number} stands ${count} times`);
  }
  for (const row of rows) {
    if ("absent" in row) {
      if (row.absent.length < 20) problems.push(`${row.id}: say in a sentence why there is nothing to prove`);
      continue;
    }
    if (row.proofs.length === 0) problems.push(`${row.id}: nothing proves it`);
    for (const [file, title] of row.proofs) {
      const source = files.get(file);
      if (source === undefined) {
        problems.push(`${row.id}: ${file} is not there`);
        continue;
      }
      const known = titles.get(file) ?? titlesOf(source);
      titles.set(file, known);
      if (!known.includes(title)) problems.push(`${row.id}: ${file} has no test "${title}"`);
    }
  }
  return problems;
}
