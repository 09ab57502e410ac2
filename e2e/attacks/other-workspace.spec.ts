import { expect } from "@playwright/test";
import { sessionCookie } from "#lib/testing/sign-in.ts";
import { address, test } from "../fixtures.ts";
import { LIVE, PAGES } from "../routes.ts";
import { makeWorld, type World } from "./world.ts";

/** As lib/web/session.ts calls it; that file is the framework's and cannot be loaded here. */
const WORKSPACE_COOKIE = "interlock-workspace";

/** Each page and feed with what the world has where a parameter stands. */
function filledIn(world: World): string[] {
  return [...PAGES, ...LIVE].map((path) => {
    const parts = path.split("/").slice(1);
    const place = parts.findIndex((part) => part === "nobody-has-this" || part.startsWith("01993000"));
    if (place < 0) return path;
    const kind = parts[place - 1] ?? "";
    const id = kind === "runbooks" ? "dead-letters" : world.ids[kind];
    if (id === undefined) throw new Error(`${path}: teach e2e/attacks/world.ts what stands there.`);
    return `/${parts.with(place, id).join("/")}`;
  });
}

/** Lists and drawers name what they show in the search; a foreign id there is as good as one in the path. */
function searched(world: World): string[] {
  const { ids, marker } = world;
  return [
    `/webhooks/events?event=${ids["events"]}`,
    `/webhooks/events?text=${marker}`,
    `/webhooks/deliveries?delivery=${ids["deliveries"]}`,
    `/webhooks/quarantine?request=${ids["quarantine"]}`,
    `/webhooks/deliveries?destination=${ids["destinations"]}`,
    `/audit?text=${marker}`,
    ...["events", "deliveries", "quarantine", "dead-letters"].map(
      (feed) => `/api/live/${feed}.csv?source=${ids["sources"]}`,
    ),
  ];
}

test("B49: a stranger's admin reads nothing of another workspace, on no page and in no feed", async ({
  signIn,
  context,
  playwright,
}) => {
  test.setTimeout(240_000);
  const world = await makeWorld();
  const paths = [...filledIn(world), ...searched(world)];
  const own = await playwright.request.newContext();
  const cookie = await sessionCookie(world.admin.actor.id);
  const headers = { cookie: `${cookie.name}=${cookie.value}` };
  await signIn("admin");
  const strange: string[] = [];
  let shown = 0;
  for (const path of paths) {
    const mine = await (await own.get(`${address.web}${path}`, { headers })).text();
    if (mine.includes(world.marker)) shown++;
    const response = await context.request.get(`${address.web}${path}`);
    const text = (await response.text()).replaceAll(path, "").replaceAll(encodeURIComponent(path), "");
    const asked = [world.slug, ...Object.values(world.ids), `?text=${world.marker}`, `"text":"${world.marker}"`];
    const said = asked.reduce((rest, word) => rest.replaceAll(word, ""), text);
    if (said.includes(world.marker) && !path.includes(`text=${world.marker}`)) strange.push(`${path}: shows it`);
    if (response.status() >= 500) strange.push(`${path}: ${response.status()}`);
    if (/PrismaClient|node_modules|at Object\./.test(text)) strange.push(`${path}: shows a stack`);
  }
  await own.dispose();
  expect(strange).toEqual([]);
  expect(shown, "its owner sees it on most of these pages, so it would show").toBeGreaterThan(25);
});

test("a cookie that names another's workspace leads to one's own", async ({ signIn, context }) => {
  const world = await makeWorld();
  await signIn("admin");
  for (const asked of [world.workspace.slug, world.workspace.id]) {
    await context.addCookies([{ name: WORKSPACE_COOKIE, value: asked, url: address.web }]);
    for (const path of [
      "/integrations",
      `/integrations/${world.slug}`,
      "/flags",
      "/webhooks/events",
      "/settings/members",
    ]) {
      const response = await context.request.get(`${address.web}${path}`);
      const text = (await response.text()).replaceAll(world.slug, "");
      expect([200, 404], path).toContain(response.status());
      expect(text, path).not.toContain(world.marker);
      expect(text, path).not.toContain(world.admin.actor.label);
    }
  }
});
