import {
  Counter,
  type CounterConfiguration,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  type Metric,
  register,
} from "prom-client";

/** A module may be evaluated twice in one process (hot reload, two bundles); its metrics are still one each. */
function existing(name: string): Metric | undefined {
  return register.getSingleMetric(name);
}

export function counter<Label extends string>(configuration: CounterConfiguration<Label>): Counter<Label> {
  const found = existing(configuration.name);
  return found instanceof Counter ? found : new Counter(configuration);
}

export function gauge<Label extends string>(configuration: GaugeConfiguration<Label>): Gauge<Label> {
  const found = existing(configuration.name);
  return found instanceof Gauge ? found : new Gauge(configuration);
}

export function histogram<Label extends string>(configuration: HistogramConfiguration<Label>): Histogram<Label> {
  const found = existing(configuration.name);
  return found instanceof Histogram ? found : new Histogram(configuration);
}
