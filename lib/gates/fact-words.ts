import type { FactValue } from "#lib/core/fact.ts";

/** How a fact is spoken: `{n}` is its value, `yes`/`no` for booleans; `none` when nobody observed it. */
type Words = { one?: string; many?: string; zero?: string; yes?: string; no?: string; says?: string; none: string };

const count = (one: string, many: string, none = `nothing known about ${many}`): Words => ({
  one: `1 ${one}`,
  many: `{n} ${many}`,
  zero: `no ${many}`,
  none,
});
const yesNo = (yes: string, no: string, none: string): Words => ({ yes, no, none });

const WORDS: Readonly<Record<string, Words>> = {
  "source.count": count("source", "sources"),
  "source.signed": count("signed source", "signed sources"),
  "source.unsigned": count("unsigned source", "unsigned sources"),
  "source.sync_ack": count("source that answers after processing", "sources that answer after processing"),
  "source.unrouted": count("source without a route", "sources without a route"),
  "source.unrouted_types_24h": { says: "types without a route: {n}", zero: "every type has a route", none: "no route" },
  "source.without_dedupe": count("source without a dedupe key", "sources without a dedupe key"),
  "source.dedupe_too_short": count(
    "source that forgets ids before the provider stops retrying",
    "sources that forget ids before the provider stops retrying",
  ),
  "dlq.configured": yesNo("dead letters are kept", "no destination keeps dead letters", "no destination yet"),
  "deadletter.open": count("open dead letter", "open dead letters"),
  "deadletter.oldest_hours": count("hour since the oldest dead letter", "hours since the oldest dead letter"),
  "delivery.ended_7d": count("delivery ended in 7 days", "deliveries ended in 7 days"),
  "delivery.success_percent_7d": { says: "{n} % delivered in 7 days", none: "no delivery ended in 7 days" },
  "error_policy.decided": { says: "decided: {n}", zero: "no error class decided", none: "no error policy" },
  "credential.test.count": count("test credential", "test credentials"),
  "credential.test.auth_ok": yesNo(
    "the test credential was accepted",
    "the test credential was not accepted",
    "no connection test with the test credential",
  ),
  "credential.test.same_as_live": yesNo(
    "test and live share a credential",
    "the test credential differs from live",
    "no test credential to compare",
  ),
  "credential.test.key_mode": { says: "key mode {n}", none: "key mode unknown" },
  "connection.count": count("connection", "connections"),
  "system.without_auth": count("system that did not authenticate", "systems that did not authenticate"),
  "audit.events_30d": count("audit event in 30 days", "audit events in 30 days"),
  "audit.events_24h": count("audit event in 24 hours", "audit events in 24 hours"),
  "audit.flag_events_90d": count("flag change audited in 90 days", "flag changes audited in 90 days"),
  "audit.kinds": { says: "audited: {n}", zero: "nothing is audited", none: "audit settings not read" },
  "audit.chain_ok": yesNo("the audit chain is whole", "the audit chain is broken", "the audit chain was not checked"),
  "alert.rules": count("enabled alert rule", "enabled alert rules"),
  "alert.rules_untested_channel": count(
    "rule whose channel was not tested in 90 days",
    "rules whose channel was not tested in 90 days",
  ),
  "alert.rules_without_runbook": count("rule without a runbook", "rules without a runbook"),
  "flag.count": count("flag", "flags"),
  "flag.without_type": count("flag without a type", "flags without a type"),
  "flag.without_default": count("flag without a default", "flags without a default"),
  "flag.without_owner": count("flag without an owner", "flags without an owner"),
  "flag.without_description": count("flag without a description", "flags without a description"),
  "flag.kill_switches": count("kill switch", "kill switches"),
  "ext.search.analytics.events": count("search counted", "searches counted"),
  "ext.search.analytics.zero_results": count("search without a result", "searches without a result"),
  "ext.cdn.hit_ratio": { says: "hit ratio of the CDN {n}", none: "nobody has pushed the hit ratio of the CDN" },
  "integration.provider_linked": yesNo("a provider is linked", "no provider is linked", "no provider is linked"),
  "doc.complete": yesNo("the design document is complete", "the design document is not complete", "no design document"),
  "review.security.scheduled": yesNo(
    "a security review is scheduled",
    "the security review is overdue or failed",
    "no security review is scheduled",
  ),
  "review.security.passed": yesNo(
    "the security review passed",
    "the security review has not passed",
    "no security review",
  ),
};

const PATTERNS: readonly { match: RegExp; words: (name: string) => Words }[] = [
  {
    match: /^doc\.(.+)\.filled$/,
    words: (name) => yesNo(`${name} is filled`, `${name} is not filled`, `the design has no section ${name}`),
  },
  {
    match: /^doc\.(.+)\.reviewed$/,
    words: (name) => yesNo(`${name} is reviewed`, `${name} is not reviewed`, `${name} was never reviewed`),
  },
  {
    match: /^adr\.(.+)\.accepted$/,
    words: (name) => yesNo(`a ${name} decision is accepted`, `no ${name} decision is accepted`, `no ${name} decision`),
  },
  {
    match: /^adr\.(.+)\.consequences$/,
    words: (name) =>
      yesNo(
        `the ${name} decision states its consequences`,
        `the ${name} decision states no consequences`,
        "no decision",
      ),
  },
  {
    match: /^drill\.(.+)\.passed$/,
    words: (name) => yesNo(`drill ${name} passed`, `drill ${name} failed`, `drill ${name} never ran`),
  },
  {
    match: /^drill\.(.+)\.current$/,
    words: (name) =>
      yesNo(
        `drill ${name} ran on this configuration`,
        `the configuration changed after drill ${name}`,
        `drill ${name} never ran`,
      ),
  },
  {
    match: /^ext\.ci\.(.+)\.coverage$/,
    words: (name) => ({ says: `{n} % of ${name} covered`, none: `CI has pushed no coverage of ${name}` }),
  },
  {
    match: /^ext\.ci\.(.+)\.passed$/,
    words: (name) => ({ says: "passed: {n}", zero: "no scenario passed", none: `CI has pushed no run of ${name}` }),
  },
  {
    match: /^ext\.ci\.(.+)\.failed$/,
    words: (name) => ({ says: "failed: {n}", zero: "no scenario failed", none: `CI has pushed no run of ${name}` }),
  },
];

export function factWords(key: string): Words {
  const fixed = WORDS[key];
  if (fixed !== undefined) return fixed;
  for (const { match, words } of PATTERNS) {
    const name = match.exec(key)?.[1];
    if (name !== undefined) return words(name.replaceAll(/[._]/g, " "));
  }
  return { says: `${key} {n}`, none: `nothing reported ${key}` };
}

export function isKnownFact(key: string): boolean {
  return key in WORDS || PATTERNS.some(({ match }) => match.test(key));
}

export function factText(key: string, value: FactValue): string {
  const words = factWords(key);
  if (typeof value === "boolean") return (value ? words.yes : words.no) ?? `${key} is ${value}`;
  if (typeof value === "number" && words.many !== undefined) {
    if (value === 0) return words.zero ?? words.many.replace("{n}", "0");
    return value === 1 ? (words.one ?? "1") : words.many.replace("{n}", String(value));
  }
  const text = typeof value === "object" ? value.join(", ") : String(value);
  if (text === "") return words.zero ?? words.none;
  return (words.says ?? "{n}").replace("{n}", text);
}

/** What a missing fact would have told, for items that nothing here observes yet. */
const MISSING: Readonly<Record<string, string>> = {
  "compliance.pci.capture_mode": "how card data is captured",
  "compliance.design": "the compliance requirements of the design",
  "compliance.verify": "the compliance requirements",
  "redaction.self_test": "whether sensitive fields are redacted",
  "scenario.coverage.payment_flow": "test runs of the payment flows",
  "scenario.coverage.decline_dispute": "test runs of declines and disputes",
  "scenario.coverage.search_edges": "test runs of empty results and typos",
  "scenario.coverage.features": "test runs of each feature",
  "slo.count": "performance targets",
  "slo.attained.latency_p95": "latency against its target",
  "search.judged_queries": "a set of judged queries",
  "search.relevance.score": "a relevance score",
  "search.analytics.events": "search analytics",
  "sync.index_job": "a job that fills the index",
  "sync.last_run.index": "runs of the job that fills the index",
  "sync.cleanup_job": "a cleanup job",
  "contract.agreed": "agreed contracts",
  "contract.agreed.api": "an agreed API contract",
  "contract.agreed.index_schema": "an agreed index schema",
  "evidence.ui_components": "the components of the user interface",
  "evidence.progressive_loading": "how files are loaded",
  "file_policy.allowed_types": "which file types are allowed",
  "file_policy.max_bytes": "how large a file may be",
  "file_policy.retention_days": "how long files are kept",
  "file_policy.signed_url_ttl": "how long a signed URL lives",
  "files.processing_routes": "the routes of each processing step",
  "storage.probe": "a probe of the storage",
  "cdn.probe": "a probe through the CDN",
  "cdn.hit_ratio": "the CDN's hit ratio",
  "drill.upload_validation": "a drill of upload validation",
  "drill.eicar": "a drill with a test virus",
  "drill.file_acl": "a drill of file access",
  "drill.chunked_resume": "a drill of an interrupted upload",
  "drill.kill_switch": "a drill of the kill switch",
  "drill.fault_injection": "drills of each kind of failure",
  "drill.fallback": "a drill of the fallback",
  "drill.retry": "a drill of the retries",
  "flag.rollout_plan": "rollout plans",
  "flag.decision_metrics": "decision metrics of flags",
  "flag.eval_p95": "how long an evaluation takes in the client",
  "flag.rules": "targeting rules",
  "flag.exposures": "who was exposed to a flag",
  "flag.dashboard": "a dashboard of flags",
  "flag.lifecycle": "the lifecycle of flags",
  "flag.stale_policy": "a policy for stale flags",
  "fallback.plans": "fallback plans",
  "monitor.coverage": "which parts are monitored",
  "oncall.acknowledged": "who is on call and has read the handoff",
  "mapping.tests": "tests of the mappings",
  "client.retry_after_violations": "calls made too early after a rate limit",
};

export function missingFactText(key: string): string | null {
  return MISSING[key] ?? null;
}
