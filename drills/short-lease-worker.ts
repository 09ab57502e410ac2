// The product's own dispatch in a process of its own, with leases of so many seconds: `run.ts` drills start it.
import { openDatabase } from "#lib/db/client.ts";
import { outbound } from "#lib/http/outbound/process-outbound.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { startDispatch } from "#lib/webhooks/dispatch/start-dispatch.ts";
import { serveWorker } from "#processes/worker/serve.ts";

const [leaseSeconds, port] = process.argv.slice(2).map(Number);
if (leaseSeconds === undefined || port === undefined) throw new Error("Say how long a lease is, and a port.");
openDatabase("worker");
await startDispatch({ outbound: outbound(), log: makeLogger("worker"), leaseSeconds });
await serveWorker({ host: "127.0.0.1", port, isAlive: () => true, metricsToken: undefined });
