// One drill in a process and a home of its own; `run.ts` starts it. The last line says how it went, as JSON.
import { DRILLS } from "./catalogue.ts";
import { Stage } from "./stage.ts";

const [id, home, full] = process.argv.slice(2);
const drill = DRILLS.find((one) => one.id === id);
if (drill === undefined || home === undefined) throw new Error(`There is no drill ${id}.`);

let stage: Stage | undefined;
const ended = { passed: false, says: "" };
try {
  stage = await Stage.set(home, drill.environment);
  ended.says = await drill.run(stage, { full: full === "full" });
  ended.passed = true;
} catch (error) {
  ended.says = error instanceof Error ? error.message : String(error);
} finally {
  await stage?.strike();
}
process.stdout.write(`${JSON.stringify(ended)}\n`);
process.exit(ended.passed ? 0 : 1);
