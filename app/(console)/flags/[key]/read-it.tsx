import { CopyButton } from "#components/ui/copy-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

type Props = { flagKey: string; fallback: boolean; baseUrl: string };

/** How code asks for this flag: OpenFeature's SDK with its OFREP provider, and the same request by hand. */
export function ReadIt({ flagKey, fallback, baseUrl }: Props) {
  const sdk = [
    'import { OpenFeature } from "@openfeature/server-sdk";',
    'import { OFREPProvider } from "@openfeature/ofrep-provider";',
    "",
    "await OpenFeature.setProviderAndWait(new OFREPProvider({",
    `  baseUrl: "${baseUrl}",`,
    '  headers: [["authorization", `Bearer ${process.env.FLAG_TOKEN}`]],',
    "}));",
    `const on = await OpenFeature.getClient().getBooleanValue("${flagKey}", ${fallback});`,
  ].join("\n");
  const curl = `curl -X POST -H "Authorization: Bearer $FLAG_TOKEN" --json '{"context":{"targetingKey":"user-1"}}' ${baseUrl}/ofrep/v1/evaluate/flags/${flagKey}`;
  return (
    <Section
      title="Read it in code"
      note="OpenFeature, over OFREP"
      aside={<TextLink href="/settings/tokens">Make a flag token</TextLink>}
    >
      <Code text={sdk} label="Copy the code" />
      <div className="mt-2">
        <Code text={curl} label="Copy the command" />
      </div>
      <p className="mt-2 text-12 text-ink-3">
        A flag token is bound to one environment. While this flag is off the answer is{" "}
        <span className="mono">false</span> with the reason <span className="mono">DISABLED</span>.
      </p>
    </Section>
  );
}

function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-2 pr-1 pl-3">
      <pre className="min-w-0 flex-1 overflow-x-auto whitespace-pre-wrap font-mono text-12 [overflow-wrap:anywhere]">
        {text}
      </pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}
