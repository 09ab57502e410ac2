type Doc = { method: string; path: string };

/** The route files that the catalogue asks for: path → text. */
export function routeFiles(catalogue: Record<string, Record<string, { doc: Doc }>>): Map<string, string> {
  const byFile = new Map<string, { tag: string; method: string; name: string }[]>();
  for (const [tag, calls] of Object.entries(catalogue))
    for (const [name, { doc }] of Object.entries(calls)) {
      const file = `app/api/v1${doc.path.replaceAll("{", "[").replaceAll("}", "]")}/route.ts`;
      byFile.set(file, [...(byFile.get(file) ?? []), { tag, method: doc.method, name }]);
    }
  return new Map([...byFile].map(([file, calls]) => [file, textOf(file, calls)]));
}

function textOf(file: string, calls: { tag: string; method: string; name: string }[]): string {
  const up = "../".repeat(file.split("/").length - 4);
  const tags = [...new Set(calls.map(({ tag }) => tag))].sort();
  const imports = tags.map((tag) => `import * as ${tag} from "${up}_calls/${tag}.ts";`);
  const lines = calls.map(({ tag, method, name }) => `export const ${method} = apiRoute(${tag}.${name});`);
  return `${['import { apiRoute } from "#lib/web/route.ts";', ...imports, "", ...lines].join("\n")}\n`;
}
