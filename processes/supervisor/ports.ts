import { createServer } from "node:net";

/** Whether a port can be had; a busy one is named together with the variable that moves it. */
export async function assertPortFree(host: string, port: number, variable: string): Promise<void> {
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  if (problem?.code === "EADDRINUSE")
    throw new Error(`Port ${port} on ${host} is in use. Stop what uses it, or set ${variable} to a free port.`);
  if (problem !== undefined)
    throw new Error(`Port ${port} on ${host} cannot be opened (${problem.code}). Set ${variable} or HOST.`);
}

/** Waits until an address answers 200; says what it answered last when it gives up. */
export async function waitForHealth(url: string, timeoutMs: number): Promise<void> {
  let last = "no answer";
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (response.ok) return;
      last = `${response.status} ${(await response.text()).slice(0, 200)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} is not ready after ${timeoutMs / 1000} s: ${last}`);
}
