import { isTest, type Source } from "./source.ts";

const code = (sources: Source[]) => sources.filter((source) => !isTest(source.path));
const tests = (sources: Source[]) => sources.filter((source) => /\.test\.ts$/.test(source.path));

type Verb = { constants: string[]; name: string; path: string };

/** A verb is exported as it is, or under the name of what wraps it in the same file. */
function verbs(sources: Source[]): Verb[] {
  return code(sources)
    .filter((source) => source.path.startsWith("lib/") && source.path !== "lib/core/mutation.ts")
    .flatMap((source) =>
      [...source.text.matchAll(/(export )?const (\w+)(?::[^=]+)? = mutation\(\{\s*name: "([^"]+)"/g)].map(
        ([, exported, constant = "", name = ""]) => ({
          constants: exported
            ? [constant]
            : [...source.text.matchAll(/export const (\w+)/g)].map(([, outer = ""]) => outer),
          name,
          path: source.path,
        }),
      ),
    );
}

/** Every mutation has the four contract tests, and a name of its own. */
export function checkMutations(sources: Source[]): string[] {
  const all = verbs(sources);
  const calls = code(sources)
    .filter((source) => source.path.startsWith("lib/") && source.path !== "lib/core/mutation.ts")
    .reduce((sum, source) => sum + (source.text.match(/[^\w.]mutation\(\{/g)?.length ?? 0), 0);
  const problems =
    calls === all.length
      ? []
      : [`${calls} calls of mutation(), but ${all.length} of the form: const verb = mutation({ name: "…"`];
  const tested = new Set(
    tests(sources).flatMap((source) =>
      [...source.text.matchAll(/mutationContract\(\s*(\w+)/g)].map(([, constant]) => constant),
    ),
  );
  for (const verb of all)
    if (!verb.constants.some((constant) => tested.has(constant)))
      problems.push(`${verb.path}: ${verb.name} has no mutationContract(…) test`);
  const names = new Map<string, string>();
  for (const verb of all) {
    if (names.has(verb.name))
      problems.push(`${verb.path}: the name "${verb.name}" is taken by ${names.get(verb.name)}`);
    names.set(verb.name, verb.path);
  }
  return problems;
}

/** A permission that nothing asks for is a promise without a door. */
export function checkPermissions(sources: Source[], permissions: readonly string[]): string[] {
  const texts = code(sources).filter(
    (source) => source.path !== "lib/auth/permissions.ts" && source.path.startsWith("lib/"),
  );
  return permissions
    .filter((permission) => !texts.some((source) => source.text.includes(`"${permission}"`)))
    .map((permission) => `lib/auth/permissions.ts: nothing asks for "${permission}"`);
}

export function checkJobs(sources: Source[], jobs: readonly string[]): string[] {
  const handlers = sources.find((source) => source.path === "processes/worker/handlers.ts")?.text ?? "";
  return jobs
    .filter((job) => !handlers.includes(`"${job}"`))
    .map((job) => `processes/worker/handlers.ts: no handler for the job "${job}"`);
}

const exportsOf = (text: string) =>
  [...text.matchAll(/^export (?:default )?(?:async )?(?:const|function|class|type|let)?\s*(\w+)?[^\n]*/gm)].map(
    ([line]) => line,
  );

/** A server action is one line over a verb; a route handler is one call of our own glue. */
export function checkBoundaries(sources: Source[]): string[] {
  const problems: string[] = [];
  for (const source of code(sources)) {
    if (/^app\/.*\/actions\.ts$/.test(source.path)) {
      if (!source.text.startsWith('"use server"')) problems.push(`${source.path}: starts with "use server"`);
      for (const line of exportsOf(source.text))
        if (!/^export const \w+ = (action|openAction|frameAction)\(/.test(line))
          problems.push(`${source.path}: exports only action(…): ${line.trim()}`);
    } else if (source.text.includes('"use server"') && source.path.startsWith("app/")) {
      problems.push(`${source.path}: server actions live in actions.ts alone`);
    }
    if (
      /^app\/api\/.*route\.ts$/.test(source.path) &&
      !source.path.startsWith("app/api/auth/") &&
      !source.path.startsWith("app/api/health/") &&
      source.path !== "app/api/metrics/route.ts" &&
      source.path !== "app/api/v1/openapi.json/route.ts"
    )
      for (const line of exportsOf(source.text))
        if (!/^export const (GET|POST|PUT|PATCH|DELETE|dynamic) = ((api|live|csv)Route\(|"force-dynamic")/.test(line))
          problems.push(`${source.path}: exports only apiRoute(…), liveRoute(…) or csvRoute(…): ${line.trim()}`);
  }
  return problems;
}

/** Every page, layout excepted, authorizes by itself: deleting proxy.ts must open nothing. */
export function checkPages(sources: Source[]): string[] {
  return code(sources)
    .filter(
      (source) => /^app\/(\(console\)|dev)\/.*page\.tsx$/.test(source.path) || source.path === "app/(console)/page.tsx",
    )
    .filter((source) => !/\brequire(Ctx|Session)\(/.test(source.text))
    .map((source) => `${source.path}: calls neither requireCtx() nor requireSession()`);
}
