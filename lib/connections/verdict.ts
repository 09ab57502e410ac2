import type { SendResult } from "#lib/http/outbound/exchange.ts";
import type { ProbeResult } from "#lib/http/outbound/probe.ts";
import type { LayerName, TestLayer, Verdict } from "./schema.ts";

/** Everything a test saw. `control` is the same call without the credential, made only after a 2xx. */
export type TestEvidence = {
  host: string;
  path: string;
  timeoutMs: number;
  authenticated: boolean;
  /** Why the credential's value could not be read; then nothing was called. */
  secretProblem: string | null;
  probe: ProbeResult | null;
  control: SendResult | null;
  now: Date;
};
export type Judgement = {
  verdict: Verdict;
  nextStep: string;
  layers: TestLayer[];
  status: number | null;
  tlsExpiresAt: Date | null;
};

type Finding = { verdict: Verdict; nextStep: string; auth: TestLayer["state"]; authDetail: string };

const DAY = 86_400_000;
const RENEW_DAYS = 14;

function daysUntil(date: Date, now: Date): number {
  return Math.floor((date.getTime() - now.getTime()) / DAY);
}

function sayDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

function explainTls({ host, probe, now }: TestEvidence): string {
  const problem = probe?.tls?.problem ?? "";
  const expiresAt = probe?.tls?.expiresAt ?? null;
  if (expiresAt !== null && expiresAt < now)
    return `The certificate of ${host} expired ${sayDays(-daysUntil(expiresAt, now) - 1)} ago. Whoever runs it has to renew it.`;
  if (problem.includes("ALTNAME"))
    return `The certificate is not for ${host}. Use the name that the certificate carries as the base URL.`;
  if (/SELF_SIGNED|UNABLE_TO/.test(problem))
    return `The certificate of ${host} is not signed by an authority that is trusted here. Ask whoever runs it for a public certificate.`;
  return `${host} does not complete a TLS handshake. Check that the address speaks https on this port.`;
}

function explainFailure(evidence: TestEvidence): Finding {
  const { host, probe } = evidence;
  const failure = probe?.failed?.error;
  const say = (verdict: Verdict, nextStep: string): Finding => ({
    verdict,
    nextStep,
    auth: "skipped",
    authDetail: "Not reached.",
  });
  switch (failure?.errorClass) {
    case "bad_url":
    case "bad_header":
    case "ssrf_blocked":
      return say("misconfigured", failure.message);
    case "dns":
      return say("unreachable", `The name ${host} was not found. Check the base URL for a typing error.`);
    case "tls":
      return say("tls", explainTls(evidence));
    case "timeout":
      return say(
        "unreachable",
        `${host} did not accept a connection in time. Check the port, and whether a firewall stands between.`,
      );
    default:
      return say("unreachable", `Nothing answers at ${host}. Check the host and port, and whether the service runs.`);
  }
}

function explainNoAnswer({ host, timeoutMs }: TestEvidence, answer: Extract<SendResult, { ok: false }>): Finding {
  const say = (verdict: Verdict, nextStep: string): Finding => ({
    verdict,
    nextStep,
    auth: "skipped",
    authDetail: "No answer.",
  });
  if (answer.error === "timeout")
    return say("unreachable", `${host} accepted the connection but did not answer within ${timeoutMs / 1000} s.`);
  if (answer.error === "protocol")
    return say("misconfigured", `What listens at ${host} does not speak HTTP. Check the port.`);
  return say(
    "unreachable",
    `${host} closed the connection before it answered. Test again; if it stays, ask its operator.`,
  );
}

function explainSuccess({ host, path, authenticated, control }: TestEvidence): Finding {
  if (!authenticated)
    return {
      verdict: "unverified",
      nextStep: `${host} answers, but no credential was used. Choose how to sign in, then test again.`,
      auth: "unknown",
      authDetail: "No credential is used.",
    };
  if (control?.ok && control.status >= 200 && control.status < 300)
    return {
      verdict: "unverified",
      nextStep: `${path} also answers without the credential, so it cannot prove it. Choose a test path that needs one.`,
      auth: "unknown",
      authDetail: `Without the credential: ${control.status}.`,
    };
  return {
    verdict: "ok",
    nextStep: `Nothing to do: ${host} accepts the credential.`,
    auth: "passed",
    authDetail: control?.ok ? `Accepted. Without the credential: ${control.status}.` : "Accepted.",
  };
}

function explainStatus(evidence: TestEvidence, answer: Extract<SendResult, { ok: true }>): Finding {
  const { host, path, authenticated } = evidence;
  const { status, headers } = answer;
  const say = (verdict: Verdict, nextStep: string, auth: TestLayer["state"] = "unknown"): Finding => ({
    verdict,
    nextStep,
    auth,
    authDetail: `${host} answered ${status}.`,
  });
  if (status >= 200 && status < 300) return explainSuccess(evidence);
  if (status === 401)
    return authenticated
      ? say("rejected", "The credential was refused. Rotate it with the value that the provider shows now.", "failed")
      : say("rejected", `${host} asks for a credential. Choose one and how it is sent.`, "failed");
  if (status === 403)
    return say("forbidden", `The credential may not call ${path}. Ask the provider for the permission.`, "failed");
  if (status === 429) {
    const wait = /^\d{1,6}$/.test(headers["retry-after"] ?? "") ? `Wait ${headers["retry-after"]} s` : "Wait a while";
    return say("rate_limited", `${host} limits calls at the moment. ${wait} and test again.`);
  }
  if (status >= 300 && status < 400)
    return say(
      "misconfigured",
      `${host} redirects, and redirects are never followed. Use the final address as the base URL.`,
    );
  if (status === 407) return say("rejected", "A proxy on the way asks for a credential of its own.", "failed");
  if (status >= 500)
    return say("unverified", `${host} is in trouble (${status}), so the credential was not judged. Test again later.`);
  return say("unverified", `${path} answered ${status}, so the credential was not judged. Choose another test path.`);
}

function find(evidence: TestEvidence): Finding {
  if (evidence.secretProblem !== null)
    return {
      verdict: "misconfigured",
      nextStep: evidence.secretProblem,
      auth: "failed",
      authDetail: "No value to send.",
    };
  const answer = evidence.probe?.answer ?? null;
  if (answer === null) return explainFailure(evidence);
  return answer.ok ? explainStatus(evidence, answer) : explainNoAnswer(evidence, answer);
}

const NETWORK: readonly Exclude<LayerName, "auth">[] = ["dns", "tcp", "tls", "http"];

function layerDetail(layer: LayerName, probe: ProbeResult, now: Date): string {
  const { failed, answer, tls } = probe;
  if (failed?.layer === layer) return failed.error.message;
  if (layer === "tls" && tls !== null) {
    const until = tls.expiresAt === null ? "" : `, valid for ${sayDays(Math.max(0, daysUntil(tls.expiresAt, now)))}`;
    return `${tls.protocol}${until}${tls.issuer === "" ? "" : `, by ${tls.issuer}`}`;
  }
  if (layer === "http" && answer !== null) return answer.ok ? `Status ${answer.status}` : answer.message;
  return "";
}

function networkLayers(probe: ProbeResult | null, now: Date): TestLayer[] {
  const stoppedAt =
    probe === null || probe.failed?.layer === "address" ? 0 : NETWORK.findIndex((l) => l === probe.failed?.layer);
  return NETWORK.map((layer, index): TestLayer => {
    const took = probe?.took[layer];
    const durationMs = took === undefined ? null : Math.round(took * 10) / 10;
    if (probe === null) return { layer, state: "skipped", durationMs: null, detail: "Nothing was called." };
    if (probe.failed?.layer === "address" && index === 0)
      return { layer, state: "failed", durationMs, detail: probe.failed.error.message };
    if (durationMs === null) {
      const plain = layer === "tls" && (stoppedAt < 0 || stoppedAt > index);
      return { layer, state: "skipped", durationMs, detail: plain ? "Plain http." : "Not reached." };
    }
    const failed = probe.failed?.layer === layer || (layer === "http" && probe.answer?.ok === false);
    return {
      layer,
      state: failed ? "failed" : "passed",
      durationMs,
      detail: layerDetail(layer, probe, now).slice(0, 500),
    };
  });
}

/** What the test means, and the one thing to do next. Pure: the same evidence gives the same words. */
export function judgeTest(evidence: TestEvidence): Judgement {
  const { probe, now } = evidence;
  const finding = find(evidence);
  const expiresAt = probe?.tls?.expiresAt ?? null;
  const left = expiresAt === null ? null : daysUntil(expiresAt, now);
  const renew =
    finding.verdict === "ok" && left !== null && left < RENEW_DAYS
      ? `The certificate of ${evidence.host} ends in ${sayDays(left)}. See that it is renewed.`
      : null;
  const auth: TestLayer = { layer: "auth", state: finding.auth, durationMs: null, detail: finding.authDetail };
  return {
    verdict: finding.verdict,
    nextStep: renew ?? finding.nextStep,
    layers: [...networkLayers(probe, now), auth],
    status: probe?.answer?.ok ? probe.answer.status : null,
    tlsExpiresAt: expiresAt,
  };
}
