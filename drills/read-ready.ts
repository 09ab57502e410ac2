/** What the gateway says of itself. */
export async function readReady(port: number): Promise<{ alive: boolean; ready: boolean; reason: string }> {
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { ok: response.ok, body: (await response.json()) as { reason?: string } };
  };
  const [live, ready] = [await ask("/healthz"), await ask("/readyz")];
  return { alive: live.ok, ready: ready.ok, reason: ready.body.reason ?? "" };
}
