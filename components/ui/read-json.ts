/** JSON as it was written: numbers, escapes, order and repeated keys stay as they are in the text. */
export type JsonNode =
  | { kind: "scalar"; raw: string; type: "string" | "number" | "word" }
  | { kind: "list"; items: JsonNode[] }
  | { kind: "record"; members: { key: string; value: JsonNode }[] };

const MAX_DEPTH = 80;
const token = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|(true|false|null)|([[\]{},:]))/y;

type Token = { raw: string; type: "string" | "number" | "word" | "mark" };

function* tokens(text: string): Generator<Token> {
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const match = token.exec(text);
    if (!match) throw new SyntaxError("not JSON");
    const [, string, number, word, mark] = match;
    if (string !== undefined) yield { raw: string, type: "string" };
    else if (number !== undefined) yield { raw: number, type: "number" };
    else if (word !== undefined) yield { raw: word, type: "word" };
    else if (mark !== undefined) yield { raw: mark, type: "mark" };
  }
}

/** The tree, or null when the text is not JSON or nests too deep to draw. */
export function readJson(text: string): JsonNode | null {
  try {
    JSON.parse(text);
    const source = tokens(text);
    const next = (): Token => {
      const step = source.next();
      if (step.done) throw new SyntaxError("ended early");
      return step.value;
    };
    return readNode(next(), next, 0);
  } catch {
    return null;
  }
}

function readNode(first: Token, next: () => Token, depth: number): JsonNode {
  if (depth > MAX_DEPTH) throw new RangeError("too deep");
  if (first.type !== "mark") return { kind: "scalar", raw: first.raw, type: first.type };
  if (first.raw === "[") {
    const items: JsonNode[] = [];
    for (let at = next(); at.raw !== "]"; at = next()) {
      if (at.type === "mark" && at.raw === ",") continue;
      items.push(readNode(at, next, depth + 1));
    }
    return { kind: "list", items };
  }
  const members: { key: string; value: JsonNode }[] = [];
  for (let at = next(); at.raw !== "}"; at = next()) {
    if (at.type === "mark") continue;
    next();
    members.push({ key: at.raw, value: readNode(next(), next, depth + 1) });
  }
  return { kind: "record", members };
}
