import type { BadInput } from "./bad-input.ts";

const WIRE = "processes/gateway/bad-input.db.test.ts";
const VERIFY = "lib/providers/verify.test.ts";
const signature = [WIRE, "%s: %s is 401"] as const;
const stored = [WIRE, "%s: %s"] as const;

/** What a sender can do wrong at the gateway, and what a provider can send that parsers stumble over. */
export const BAD_REQUESTS: readonly BadInput[] = [
  { id: "B1", input: "no signature header", expected: "401", proofs: [signature] },
  { id: "B2", input: "an empty signature", expected: "401", proofs: [signature] },
  { id: "B3", input: "the signature of another body", expected: "401", proofs: [signature] },
  { id: "B4", input: "a digest of the wrong length", expected: "401", proofs: [signature] },
  { id: "B5", input: "base64 where hex is wanted", expected: "401", proofs: [signature] },
  {
    id: "B6",
    input: "two signatures, the second valid",
    expected: "accepted",
    proofs: [[WIRE, "B6: two signatures, of which the second is valid, are accepted"]],
  },
  {
    id: "B7",
    input: "500 signatures",
    expected: "401, five looked at",
    proofs: [signature, [VERIFY, "of 500 signatures has five looked at"]],
  },
  {
    id: "B8",
    input: "an algorithm of the sender's choice",
    expected: "ignored",
    proofs: [[WIRE, "B8: an algorithm that the sender chooses is ignored"]],
  },
  { id: "B9", input: "a timestamp in words, negative or 1e20", expected: "401", proofs: [signature] },
  {
    id: "B10",
    input: "a timestamp in milliseconds",
    expected: "401 unless the source says so",
    proofs: [signature, [VERIFY, "verifies what it signs, whatever its recipe"]],
  },
  {
    id: "B11",
    input: "an id with a dot, or of 10 kB",
    expected: "400",
    proofs: [
      [WIRE, "B11, B12: an id with a dot or of 10 kB is 400, and so is none where the provider always sends one"],
    ],
  },
  {
    id: "B12",
    input: "no id",
    expected: "the bytes are the id, or 400",
    proofs: [
      [WIRE, "B11, B12: an id with a dot or of 10 kB is 400, and so is none where the provider always sends one"],
      [WIRE, "B12: where a body may be without an id, its bytes are its id"],
    ],
  },
  { id: "B13", input: "an empty body", expected: "stored", proofs: [stored] },
  { id: "B14", input: "null, a list, a text or a number", expected: "stored", proofs: [stored] },
  {
    id: "B15",
    input: "one key twice",
    expected: "stored as it is",
    proofs: [
      stored,
      ["components/ui/read-json.test.ts", "keeps numbers, escapes, order and repeated keys as they were sent"],
    ],
  },
  {
    id: "B16",
    input: "__proto__ and constructor",
    expected: "nothing polluted",
    proofs: [stored, ["lib/web/read-form.test.ts", "refuses the field name %s"]],
  },
  {
    id: "B17",
    input: "a number of 20 digits",
    expected: "stored and shown as it is",
    proofs: [
      stored,
      ["components/ui/read-json.test.ts", "keeps numbers, escapes, order and repeated keys as they were sent"],
    ],
  },
  {
    id: "B18",
    input: "1e400, NaN",
    expected: "stored, shown as text",
    proofs: [stored, ["components/ui/read-json.test.ts", "is null for %j"]],
  },
  { id: "B19", input: "half of a character", expected: "stored", proofs: [stored] },
  {
    id: "B20",
    input: "a zero character",
    expected: "stored raw; refused in an input of ours",
    proofs: [
      stored,
      [
        "lib/core/mutation.db.test.ts",
        "B20, B50: refuses a zero character anywhere, and an id that is a list, an object or a query",
      ],
    ],
  },
  { id: "B21", input: "a byte order mark", expected: "stored byte for byte", proofs: [stored] },
  { id: "B22", input: "an overlong encoding", expected: "stored byte for byte", proofs: [stored] },
  {
    id: "B23",
    input: "names that hide or turn text",
    expected: "refused",
    proofs: [["lib/core/plain-text.test.ts", "of %s holds nothing that hides or turns the text around it"]],
  },
  {
    id: "B24",
    input: "emoji, combining marks by the thousand",
    expected: "stored; a name of several parts stays whole",
    proofs: [stored, ["lib/core/plain-text.test.ts", "of %s may be written in any script"]],
  },
  {
    id: "B25",
    input: "any content type or none",
    expected: "stored raw",
    proofs: [[WIRE, "B25: whatever its content type: %s"]],
  },
  { id: "B26", input: "an encoded body", expected: "415", proofs: [[WIRE, "B26: an encoded body is 415"]] },
  {
    id: "B27",
    input: "more bytes than announced",
    expected: "never read",
    proofs: [[WIRE, "B27: what stands behind the announced length is never read as a request or as part of the body"]],
  },
  {
    id: "B28",
    input: "a length together with chunks",
    expected: "400",
    proofs: [[WIRE, "B28: a length together with chunks is 400, and so are two lengths"]],
  },
  {
    id: "B29",
    input: "a line break inside a header",
    expected: "400",
    proofs: [[WIRE, "B29: a line break or a zero byte inside a header is 400"]],
  },
  {
    id: "B30",
    input: "headers of more than 16 kB",
    expected: "431",
    proofs: [
      [WIRE, "B30: headers of more than 16 kB are 431"],
      [
        "processes/gateway/gateway.db.test.ts",
        "a head of 10,000 headers is answered 431, and the answer arrives although nobody read the rest",
      ],
    ],
  },
  { id: "B31", input: "another method", expected: "405", proofs: [[WIRE, "B31: %s is 405"]] },
  {
    id: "B32",
    input: "a path that climbs, hides or doubles",
    expected: "404",
    proofs: [[WIRE, "B32: a path that climbs, hides or doubles is 404"]],
  },
];
