/** Never stored: they authorize the sender against something else than the signature. */
const LEFT_OUT = new Set(["authorization", "proxy-authorization", "cookie"]);

/** [[name, value], …] as received, in UTF-8 JSON. Signature headers are kept: the request can be verified again. */
export function keepHeaders(rawHeaders: readonly string[]): Buffer {
  const kept: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (!LEFT_OUT.has(name.toLowerCase())) kept.push([name, rawHeaders[at + 1] ?? ""]);
  }
  return Buffer.from(JSON.stringify(kept), "utf8");
}

/** What was stored, as Node would have given it: names in lower case, repeats joined. */
export function readKeptHeaders(stored: Uint8Array): { list: [string, string][]; record: Record<string, string> } {
  const list: [string, string][] = JSON.parse(Buffer.from(stored).toString("utf8"));
  const record: Record<string, string> = Object.create(null);
  for (const [name, value] of list) {
    const key = name.toLowerCase();
    record[key] = key in record ? `${record[key]}, ${value}` : value;
  }
  return { list, record };
}
