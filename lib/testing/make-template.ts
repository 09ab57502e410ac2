import { makeTemplate } from "./database.ts";

process.env["LOG_LEVEL"] ??= "silent";
process.stdout.write(await makeTemplate(process.argv[2] ?? ""));
process.exit(0);
