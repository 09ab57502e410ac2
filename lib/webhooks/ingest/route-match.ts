/** Pure rules of routing: which routes take a type, and which share of a canary an event falls into. */

/** Exact types, patterns that end in ".*", or "*". */
export function takesType(pattern: string, type: string): boolean {
  if (pattern === "*" || pattern === type) return true;
  return pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1));
}

export type RouteTarget<Id> = { routeId: Id; destinationId: Id; destinationKey: string; eventTypes: readonly string[] };

/** One delivery a destination: the first route in order that takes the type. */
export function routesFor<Id>(routes: readonly RouteTarget<Id>[], type: string): RouteTarget<Id>[] {
  const taken: RouteTarget<Id>[] = [];
  for (const route of routes) {
    if (taken.some((other) => other.destinationKey === route.destinationKey)) continue;
    if (route.eventTypes.some((pattern) => takesType(pattern, type))) taken.push(route);
  }
  return taken;
}

/** 0 to 99 by FNV-1a over the order key: the same key always takes the same side of a canary. */
export function bucketOf(orderKey: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < orderKey.length; at++) hash = Math.imul(hash ^ orderKey.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % 100;
}

const OBJECT_ID: Readonly<Record<string, readonly string[]>> = { stripe: ["data", "object", "id"] };

/** What must stay in order together: the object that the event is about where the preset names it, else the event itself. */
export function orderKeyOf(preset: string, body: Buffer, externalId: string): string {
  const path = OBJECT_ID[preset];
  if (path === undefined || body.length > 1_048_576) return externalId;
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return externalId;
  }
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return externalId;
    value = Reflect.get(value, key);
  }
  return typeof value === "string" && value !== "" ? value : externalId;
}
