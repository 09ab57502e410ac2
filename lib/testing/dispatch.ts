import { createOutbound } from "#lib/http/outbound/create-outbound.ts";
import { makeLogger } from "#lib/log/logger.ts";
import type { DispatcherOptions } from "#lib/webhooks/dispatch/dispatcher.ts";
import { type Dispatch, startDispatch } from "#lib/webhooks/dispatch/start-dispatch.ts";

/** A worker's dispatch inside the test, allowed to call loopback. */
export async function startTestDispatch(options: Partial<DispatcherOptions> = {}): Promise<Dispatch> {
  const outbound = createOutbound({
    policy: { allowCidrs: ["127.0.0.0/8"], allowHosts: [], allowHttp: true, ownHosts: [] },
  });
  const dispatch = await startDispatch({ outbound, log: makeLogger("test"), pollMs: 100, ...options });
  return {
    ...dispatch,
    stop: async () => {
      await dispatch.stop();
      await outbound.close();
    },
  };
}
