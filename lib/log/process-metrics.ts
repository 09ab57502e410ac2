import { collectDefaultMetrics, register } from "prom-client";
import manifest from "../../package.json" with { type: "json" };
import { gauge } from "./metrics.ts";

/** What every process says of itself; once a process, however often it is asked for. */
export function startProcessMetrics(): void {
  if (register.getSingleMetric("process_cpu_user_seconds_total") === undefined) collectDefaultMetrics();
  gauge({
    name: "icr_build_info",
    help: "1, labelled with the version that runs.",
    labelNames: ["version"],
  }).set({ version: manifest.version }, 1);
  gauge({ name: "icr_up_timestamp_seconds", help: "When this process started." }).set(
    Date.now() / 1_000 - process.uptime(),
  );
}
