import type { Homes } from "../home.ts";

/** Lines about how an agent is run: no product matter, with the nearest thing here where there is one. */
export const plumbing: Homes = {
  "PL-1": [
    "not Tools are granted to an agent. People and tokens here have roles and permissions instead.",
    "code lib/auth/permissions.ts ROLES",
  ],
  "PL-2": [
    "not It names the model an agent runs on. People and tokens here have roles and permissions instead.",
    "code lib/auth/permissions.ts ROLES",
  ],
  "PL-3": [
    "not It says where an agent keeps its memory. Knowledge of a workspace will be the nearest thing.",
    "planned knowledge",
  ],
  "PL-4": [
    "not It names the model an agent runs on. People and tokens here have roles and permissions instead.",
    "code lib/auth/permissions.ts ROLES",
  ],
  "PL-5": [
    "not A hook on an agent's machine. Here a change of a fact evaluates the gates on the server.",
    "code lib/gates/evaluate-integration.ts evaluateIntegration",
  ],
  "PL-6": [
    "not What an agent checks before it starts. The form that creates an integration checks what it is given.",
    "page /integrations/new",
  ],
  "PL-7": ["not A path on an agent's disk. An integration has a unique slug instead.", "model Integration.slug"],
  "PL-8": [
    "not What an agent's commands skip on disk. The test environment is kept apart from live instead.",
    "model Environment.test",
  ],
  "PL-9": ["not How an agent hands back files. Reports will be computed from facts.", "planned completion report"],
  "PL-10": [
    "not Who may run git among agents. Author and approver of a gate are different people instead.",
    "code lib/gates/authors.ts authorsOf",
  ],
  "PL-11": [
    "not A heading of what an agent reads first. The landscape section of a document is the nearest thing.",
    "section generic/landscape",
  ],
  "PL-12": [
    "not Which part of a test suite an agent runs. The facts of one integration alone are evaluated when they change.",
    "code lib/gates/evaluate-integration.ts evaluateIntegration",
  ],
  "PL-13": [
    "not Phases of an agent's work on code. They will come as metadata of test runs that CI pushes.",
    "planned pushed facts",
  ],
  "PL-14": [
    "not Which agent runs the whole suite. Facts that CI pushes with a signed token are the nearest thing.",
    "planned pushed facts",
  ],
  "PL-15": [
    "not What an agent deletes on its disk. A drill removes what it made instead.",
    "code lib/gates/drills/temporary-destination.ts removeLeftovers",
  ],
  "PL-16": [
    "not What an agent does when two edit one file. A section carries a revision, and a stale save is refused.",
    "model DesignSection.revision",
  ],
  "PL-17": ["not Who commits among agents. Traffic goes live by a gate's decision alone.", "model GateDecision"],
  "PL-18": [
    "not Which fields an agent's answer leaves out. Runs of a developer will never count as proof.",
    "planned pushed facts",
  ],
  "PL-19": [
    "not What an agent reads again before it answers. A decision reads the facts again inside its transaction.",
    "code lib/gates/decide-gate.ts decideGate",
  ],
  "PL-20": ["not The form of an agent's answer. The manifest's export will be the nearest thing.", "planned manifest"],
  "PL-21": [
    "not The path an agent worked in. The commit that CI names will be the nearest thing.",
    "planned pushed facts",
  ],
  "PL-22": [
    "not Where an agent keeps its memory. Knowledge of a workspace will be the nearest thing.",
    "planned knowledge",
  ],
  "PL-23": [
    "not How much of a file an agent loads. A digest of key notes will be the nearest thing.",
    "planned knowledge",
  ],
  "PL-24": [
    "not Which tools edit an agent's memory. Notes will be edited in the browser or over the API.",
    "planned knowledge",
  ],
  "PL-25": [
    "not What an agent's empty memory says. The empty state of the knowledge page will be the nearest thing.",
    "planned knowledge",
  ],
  "PL-26": [
    "not Where an agent keeps its memory. Knowledge of a workspace will be the nearest thing.",
    "planned knowledge",
  ],
  "PL-27": [
    "not An entity that slipped into the document's text. The importer of Markdown will decode it.",
    "planned documents in depth",
  ],
  "PL-28": [
    "not A heading over how an agent writes notes. A guide to writing notes will be the nearest thing.",
    "planned knowledge",
  ],
};
