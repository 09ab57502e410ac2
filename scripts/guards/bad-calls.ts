import type { BadInput } from "./bad-input.ts";

const HOSTILE = "lib/http/outbound/hostile.test.ts";
const POLICY = "lib/http/outbound/policy.test.ts";
const SEND = "lib/http/outbound/send.test.ts";
const DESTINATIONS = "lib/webhooks/destinations.db.test.ts";
const API = "e2e/attacks/api.spec.ts";
const ACTIONS = "e2e/attacks/actions.spec.ts";
const SIGN_IN = "e2e/attacks/sign-in.spec.ts";
const hostile = [HOSTILE, "never connects to %j"] as const;
const anyForm = [POLICY, "denies any text form of a denied IPv4 that a URL parser understands"] as const;

/** What people, clients and destinations can do wrong: addresses to call, ids, forms, sign-in and texts. */
export const BAD_CALLS: readonly BadInput[] = [
  { id: "B33", input: "loopback by address or name", expected: "refused", proofs: [hostile] },
  { id: "B34", input: "loopback as a number", expected: "refused", proofs: [hostile, anyForm] },
  { id: "B35", input: "loopback in IPv6", expected: "refused", proofs: [hostile] },
  {
    id: "B36",
    input: "an IPv4 inside an IPv6",
    expected: "refused",
    proofs: [hostile, [POLICY, "denies any IPv6 text form of a denied IPv4"]],
  },
  {
    id: "B37",
    input: "cloud metadata",
    expected: "refused",
    proofs: [hostile, [POLICY, "keeps cloud metadata closed unless its own address is named"]],
  },
  { id: "B38", input: "digits of other scripts", expected: "refused", proofs: [hostile, anyForm] },
  {
    id: "B39",
    input: "a name with a private or a mixed answer",
    expected: "refused when saved and when sent",
    proofs: [
      hostile,
      [DESTINATIONS, "an address that may never be called is refused at saving, and says where"],
      ["lib/alerts/channel-host.db.test.ts", "B39: a channel that may never be called is refused when it is saved: %j"],
      [SEND, "are refused when a name was public at save time and is loopback at send time"],
    ],
  },
  {
    id: "B40",
    input: "a redirect",
    expected: "a failure, not followed",
    proofs: [
      [SEND, "that redirects is not followed"],
      [
        "lib/webhooks/dispatch/destination-limits.db.test.ts",
        "a redirect is a failure and is not followed; a refused address is dead at once",
      ],
    ],
  },
  { id: "B41", input: "a user name in a URL", expected: "refused", proofs: [hostile] },
  { id: "B42", input: "another scheme", expected: "refused", proofs: [hostile] },
  {
    id: "B43",
    input: "ports of other services",
    expected: "refused",
    proofs: [[HOSTILE, "are refused on ports that are not the web's"]],
  },
  {
    id: "B44",
    input: "plain http",
    expected: "refused",
    proofs: [[HOSTILE, "are refused over plain http by default"]],
  },
  {
    id: "B45",
    input: "our own address",
    expected: "refused",
    proofs: [hostile, [POLICY, "knows its own addresses under every loopback name"]],
  },
  {
    id: "B46",
    input: "8 kB, IDN, trailing dot, tab",
    expected: "refused or normalised",
    proofs: [hostile, [HOSTILE, "keep working as an international name"]],
  },
  {
    id: "B47",
    input: "headers that frame or route",
    expected: "refused",
    proofs: [
      [SEND, "that frame or route a request are refused"],
      [DESTINATIONS, "headers that are ours, or that would carry a secret, are refused"],
    ],
  },
  {
    id: "B48",
    input: "a header with a line break, a secret of another workspace",
    expected: "refused",
    proofs: [
      [SEND, "with a line break are refused without their value being shown"],
      [API, "B49: with another workspace's ids every call answers as if they did not exist"],
    ],
  },
  {
    id: "B49",
    input: "ids of another workspace everywhere",
    expected: "404",
    proofs: [
      [API, "B49: with another workspace's ids every call answers as if they did not exist"],
      [
        "e2e/attacks/other-workspace.spec.ts",
        "B49: a stranger's admin reads nothing of another workspace, on no page and in no feed",
      ],
      ["lib/testing/mutation-contract.ts", "answers another workspace as if it did not exist"],
    ],
  },
  {
    id: "B50",
    input: "an id that is a list, an object or a query",
    expected: "400 or 404",
    proofs: [
      [API, "B50: an id that is none is 400 or 404, never a query and never a defect"],
      [
        "lib/core/mutation.db.test.ts",
        "B20, B50: refuses a zero character anywhere, and an id that is a list, an object or a query",
      ],
    ],
  },
  {
    id: "B51",
    input: "role=admin in a body",
    expected: "refused by its name",
    proofs: [[API, "B51: a key that a call does not know, such as role or workspaceId, is refused by its name"]],
  },
  ...["B52", "B53"].map((id) => ({
    id,
    input: id === "B52" ? "a made-up cursor, a limit without measure" : "a sort by a secret column",
    expected: "400 or bounded",
    proofs: [
      [
        API,
        "B52, B53: a cursor of somebody else's, a limit without measure and a sort by a secret are refused or bounded",
      ],
    ] as const,
  })),
  {
    id: "B54",
    input: "a search full of signs, or of 10 kB",
    expected: "literal and bounded",
    proofs: [[API, "B54: a search takes its signs for letters, and its length is bounded"]],
  },
  {
    id: "B55",
    input: "an action of another build",
    expected: "refused, no stack",
    proofs: [[ACTIONS, "B55: the action of another build is refused and says nothing of ours"]],
  },
  {
    id: "B56",
    input: "an action without an Origin of ours",
    expected: "403",
    proofs: [
      [ACTIONS, "B56: an action that is called with ${} does nothing"],
      ["e2e/attacks/without-proxy.spec.ts", "without proxy.ts an action still refuses a foreign Origin"],
    ],
  },
  {
    id: "B57",
    input: "5 MB, a loop or a prototype in a call",
    expected: "413 or refused",
    proofs: [[ACTIONS, "B57: a payload of 5 MB is 413, and one that refers to itself or to a prototype is refused"]],
  },
  {
    id: "B58",
    input: "forged hop and host headers",
    expected: "ignored",
    proofs: [
      [ACTIONS, "B58: a client's word about hosts, hops and middleware changes no answer"],
      [
        "lib/web/request.test.ts",
        "B58: without a trusted proxy only the socket's address counts, whatever a client says before it",
      ],
    ],
  },
  {
    id: "B59",
    input: "the router's own headers",
    expected: "nothing opened, nothing kept",
    proofs: [[ACTIONS, "B59: what the router asks for opens nothing, and is never kept"]],
  },
  {
    id: "B60",
    input: "an address elsewhere after sign-in",
    expected: "home",
    proofs: [
      [SIGN_IN, "B60: whatever address is asked for after sign-in, the way leads home"],
      ["lib/web/origin.test.ts", "after sign-in %j leads home"],
    ],
  },
  {
    id: "B61",
    input: "a callback without, with a used or with another's state",
    expected: "nobody signed in",
    proofs: [
      [SIGN_IN, "B61: a callback without state, with a made-up one, or with another browser's, signs nobody in"],
    ],
  },
  {
    id: "B62",
    input: "HTML in a callback's error",
    expected: "our own sentence",
    proofs: [[SIGN_IN, "B62: what a provider sends as its error is shown as one of our own sentences"]],
  },
  {
    id: "B63",
    input: "a token response that is none",
    expected: "refused",
    absent: "Connections have no OAuth yet, so no token response is read; sign-in's own is read by its library.",
  },
  {
    id: "B64",
    input: "fewer scopes than asked",
    expected: "degraded",
    absent: "Connections have no OAuth yet, so no scopes are asked for; sign-in needs no more than an identity.",
  },
  {
    id: "B65",
    input: "an address that hides another",
    expected: "refused",
    proofs: [["lib/auth/schema.test.ts", "B65: %j is nobody's address, neither of a member nor of a channel"]],
  },
  ...["B66", "B67"].map((id) => ({
    id,
    input: id === "B66" ? "Markdown that runs" : "a payload that runs",
    expected: "text",
    proofs: [
      [
        "e2e/attacks/inert.spec.ts",
        "B66, B67: what strangers and colleagues write is text: in names, in Markdown and in payloads",
      ],
    ] as const,
  })),
  {
    id: "B68",
    input: "a log line inside a value",
    expected: "escaped",
    proofs: [["lib/log/redact.test.ts", "control characters cannot forge a second line"]],
  },
  {
    id: "B69",
    input: "a CSV import",
    expected: "capped",
    absent: "There is no CSV import; exports escape their cells.",
  },
  { id: "B70", input: "a zip bomb", expected: "refused", absent: "Nothing here unpacks an archive or takes a file." },
  {
    id: "B71",
    input: "a flag rule with a regex bomb",
    expected: "refused",
    absent: "Flags are switched by environment; there are no rules with expressions that a person could write.",
  },
  {
    id: "B72",
    input: "an alert rule without measure",
    expected: "refused",
    proofs: [["lib/alerts/schema.test.ts", "B72: a rule with %j is refused when it is saved"]],
  },
];
