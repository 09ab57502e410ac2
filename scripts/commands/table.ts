import { auditVerify } from "./audit.ts";
import { doctor } from "./doctor.ts";
import { gateCheck } from "./gate.ts";
import { keysRotate } from "./keys.ts";
import { migrateCommand } from "./migrate.ts";
import { tokenCreate } from "./tokens.ts";
import { exportCommand, importCommand } from "./transfer.ts";

export type Command = { usage: string; does: string; run: (words: string[]) => Promise<number> };

export const COMMANDS: Record<string, Command> = {
  "token create": {
    usage: "--role R --name N [--days D]",
    does: "makes an API token and prints it alone",
    run: tokenCreate,
  },
  "audit verify": {
    usage: "",
    does: "walks the hash chain; names the first altered, missing or reordered row",
    run: auditVerify,
  },
  "keys rotate": {
    usage: "",
    does: "wraps every sealed value with the first key of INTERLOCK_KEYS; resumes where it was stopped",
    run: keysRotate,
  },
  "gate check": {
    usage: "SLUG GATE [--workspace W]",
    does: "says what blocks a gate; exit 0 pass, 1 warn, 2 blocked, 3 no data",
    run: gateCheck,
  },
  export: {
    usage: "[--workspace W] [--out FILE]",
    does: "writes what people made in a workspace as JSON, without secrets; to the screen or to a file",
    run: exportCommand,
  },
  import: {
    usage: "FILE [--workspace W]",
    does: "adds what is not there yet from such a file; exit 0 all there, 1 something was left out",
    run: importCommand,
  },
  doctor: { usage: "", does: "looks at what usually goes wrong", run: doctor },
  migrate: { usage: "", does: "brings the database to this version, without starting anything", run: migrateCommand },
};
