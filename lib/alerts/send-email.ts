import { createTransport, type SendMailOptions } from "nodemailer";
import { env } from "#lib/env.ts";
import { OutboundError } from "#lib/http/outbound/errors.ts";
import { guardedMailHost } from "./guard-mail-host.ts";
import { EmailConfig } from "./schema.ts";
import type { SendOutcome } from "./send-webhook.ts";

export type Letter = {
  subject: string;
  lines: string[];
  /** Names the message; the same episode has the same, so that mail programs show one thread. */
  thread: string;
  /** Undefined for the first message of the thread. */
  part?: string;
};

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000, dnsTimeout: 5_000 };

/** A header ends at a line break: whatever a name or a summary contains, it stays in its line. */
export function oneLine(text: string, max = 200): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is its purpose.
  const flat = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim();
  return flat.length > max ? `${flat.slice(0, max - 1)}…` : flat;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

async function makeTransport(config: EmailSettings, password: string | null) {
  const { smtp } = config;
  if (smtp !== null) {
    const host = await guardedMailHost(smtp.host, smtp.port);
    const auth = smtp.user === undefined ? {} : { auth: { user: smtp.user, pass: password ?? "" } };
    const { port, secure } = smtp;
    return createTransport({ host, port, secure, tls: { servername: smtp.host }, ...auth, ...TIMEOUTS });
  }
  const url = env().SMTP_URL;
  return url === undefined ? null : createTransport({ url, ...TIMEOUTS });
}

type EmailSettings = ReturnType<typeof EmailConfig.parse>;

export async function sendEmail(config: unknown, password: string | null, letter: Letter): Promise<SendOutcome> {
  const settings = EmailConfig.parse(config);
  const startedAt = performance.now();
  try {
    const transport = await makeTransport(settings, password);
    if (transport === null)
      return {
        ok: false,
        error: "misconfigured",
        detail: "No mail server is set. Set SMTP_URL and restart, or give this channel a server of its own.",
      };
    try {
      const { response } = await transport.sendMail(compose(settings, letter));
      const took = Math.round(performance.now() - startedAt);
      return { ok: true, detail: oneLine(`The mail server took it in ${took} ms: ${response}`, 300) };
    } finally {
      transport.close();
    }
  } catch (error) {
    return describeFailure(error);
  }
}

function compose(settings: EmailSettings, letter: Letter): SendMailOptions {
  const domain = new URL(env().PUBLIC_URL).hostname;
  const first = `<${letter.thread}@${domain}>`;
  const text = letter.lines.join("\n");
  return {
    from: settings.smtp?.from ?? env().SMTP_FROM,
    to: settings.to,
    subject: oneLine(letter.subject),
    text,
    html: `<div style="font-family:sans-serif;font-size:14px;white-space:pre-wrap">${escapeHtml(text)}</div>`,
    messageId: letter.part === undefined ? first : `<${letter.thread}.${letter.part}@${domain}>`,
    ...(letter.part === undefined ? {} : { inReplyTo: first, references: [first] }),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const WORDS: Record<string, [error: string, detail: string]> = {
  EAUTH: ["rejected", "The mail server refused the user name or the password."],
  EENVELOPE: ["refused", "The mail server refused the sender or a recipient."],
  ETIMEDOUT: ["timeout", "The mail server did not answer in time."],
  ECONNECTION: ["connect", "The mail server could not be reached."],
  ESOCKET: ["connect", "The mail server could not be reached."],
  ECONNREFUSED: ["connect", "The mail server refused the connection."],
  EDNS: ["dns", "The mail server's name could not be looked up."],
  ETLS: ["tls", "The mail server's TLS could not be used."],
};

function describeFailure(error: unknown): SendOutcome {
  if (error instanceof OutboundError) return { ok: false, error: error.errorClass, detail: error.message };
  const { code, responseCode, response } = Object(error);
  const [kind, words] = WORDS[String(code)] ?? ["unknown", "The mail could not be sent."];
  const said = typeof response === "string" && typeof responseCode === "number" ? ` It said: ${response}` : "";
  return { ok: false, error: kind, detail: oneLine(words + said, 300) };
}
