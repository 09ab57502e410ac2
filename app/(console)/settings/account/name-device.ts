const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** "Firefox on macOS": enough to know one's own; the header itself proves nothing. */
export function nameDevice(userAgent: string | null): string {
  const find = (table: [RegExp, string][]) => table.find(([shape]) => shape.test(userAgent ?? ""))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser === undefined) return userAgent === null || userAgent === "" ? "Unknown device" : userAgent;
  return system === undefined ? browser : `${browser} on ${system}`;
}
