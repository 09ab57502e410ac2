import { doctor } from "./doctor.ts";
import { keysRotate } from "./keys.ts";
import { migrateCommand } from "./migrate.ts";

export type Command = { usage: string; does: string; run: (words: string[]) => Promise<number> };

export const COMMANDS: Record<string, Command> = {
  "keys rotate": {
    usage: "",
    does: "wraps every sealed value with the first key of INTERLOCK_KEYS; resumes where it was stopped",
    run: keysRotate,
  },
  doctor: { usage: "", does: "looks at what usually goes wrong", run: doctor },
  migrate: { usage: "", does: "brings the database to this version, without starting anything", run: migrateCommand },
};
