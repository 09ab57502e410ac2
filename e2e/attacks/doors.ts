import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { API, LIVE, PAGES, pageAddress, readRoot } from "../routes.ts";

export type BuiltAction = { id: string; name: string; file: string; at: string };

type Manifest = {
  node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>;
};

/** Every server action that the build can be called with, by the id that a browser would send. */
export function builtActions(root = readRoot("")): BuiltAction[] {
  const text = readFileSync(`${root}/.next/server/server-reference-manifest.json`, "utf8");
  return Object.entries((JSON.parse(text) as Manifest).node).map(([id, { workers, filename, exportedName }]) => {
    const pages = Object.keys(workers).sort();
    const page = pages.find((candidate) => !candidate.includes("[")) ?? pages[0] ?? "";
    return { id, name: exportedName, file: filename, at: pageAddress(`${page}.tsx`) };
  });
}

/** How an action is wrapped says who may call it: `action` wants a session, the others are the door and the frame. */
export function wrapperOf({ file, name }: BuiltAction): string {
  const found = new RegExp(`^export const ${name} = (\\w+)\\(`, "m").exec(readFileSync(readRoot(file), "utf8"));
  return found?.[1] ?? "unknown";
}

export async function callAction(
  request: APIRequestContext,
  base: string,
  { id, at }: Pick<BuiltAction, "id" | "at">,
  headers: Record<string, string>,
  body = "[{}]",
) {
  return request.post(`${base}${at}`, {
    headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component", ...headers },
    data: body,
    maxRedirects: 0,
  });
}

const SECRET_WORDS = /Northwind|stripe-subscriptions|admin@interlock|"ok":true/;

/** Tries every page, feed, route and action as nobody. Answers where something else than a refusal came back. */
export async function strangerAtEveryDoor(request: APIRequestContext, base: string, root?: string): Promise<string[]> {
  const strange: string[] = [];
  for (const path of PAGES) {
    const response = await request.get(`${base}${path}`, { maxRedirects: 0 });
    const isSentAway = [303, 307].includes(response.status()) && /\/sign-in/.test(response.headers()["location"] ?? "");
    if (!isSentAway || SECRET_WORDS.test(await response.text())) strange.push(`page ${path}: ${response.status()}`);
  }
  for (const path of [...LIVE, ...API]) {
    const response = await request.get(`${base}${path}`, { maxRedirects: 0 });
    if (![401, 405].includes(response.status()) || SECRET_WORDS.test(await response.text()))
      strange.push(`route ${path}: ${response.status()}`);
  }
  for (const built of builtActions(root)) {
    const response = await callAction(request, base, built, { origin: base });
    const text = await response.text();
    const wrapper = wrapperOf(built);
    if (wrapper === "action" && !text.includes('"kind":"unauthenticated"'))
      strange.push(`action ${built.name}: ${response.status()} ${text.slice(0, 200)}`);
    if (wrapper === "unknown") strange.push(`action ${built.name} stands in no actions.ts`);
    if (wrapper !== "openAction" && SECRET_WORDS.test(text)) strange.push(`action ${built.name} did something`);
  }
  return strange;
}
