import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import { JsonTree } from "./json-tree.tsx";
import { hexLines, textOf } from "./read-bytes.ts";
import { readJson } from "./read-json.ts";
import { sayBytes } from "./say-number.ts";

const TREE_LIMIT = 200_000;
const TEXT_LIMIT = 500_000;
const HEX_LIMIT = 4_096;

function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      className="max-h-[70dvh] overflow-auto rounded-md border border-line bg-sunken px-2 py-2 font-mono text-12 leading-5"
    >
      {children}
    </section>
  );
}

type Props = {
  bytes: Uint8Array;
  /** Hex; shown short, copied whole. */
  sha256?: string;
  label?: string;
};

/** Bytes as they were received: folded JSON, else text, else hex when they are not UTF-8. */
export function Payload({ bytes, sha256, label = "Payload" }: Props) {
  const text = textOf(bytes);
  return (
    <div className="min-w-0">
      <p className="mb-1 flex flex-wrap items-center justify-end gap-x-2 text-12 text-ink-3">
        <span>{sayBytes(bytes.byteLength)}</span>
        {sha256 ? (
          <span className="inline-flex items-center gap-0.5">
            sha256 <span className="mono">{`${sha256.slice(0, 4)}…${sha256.slice(-4)}`}</span>
            <CopyButton text={sha256} label="Copy the hash" />
          </span>
        ) : null}
        {text !== null && text.length > 0 && text.length <= TEXT_LIMIT ? (
          <CopyButton text={text} label={`Copy the ${label.toLowerCase()}`} />
        ) : null}
      </p>
      {bytes.byteLength === 0 ? (
        <p className="text-13 text-ink-3">The body is empty.</p>
      ) : text === null ? (
        <Hex bytes={bytes} label={label} />
      ) : (
        <Text text={text} label={label} />
      )}
    </div>
  );
}

function Text({ text, label }: { text: string; label: string }) {
  const tree = text.length <= TREE_LIMIT ? readJson(text) : null;
  if (tree) {
    return (
      <ScrollBox label={label}>
        <JsonTree node={tree} />
      </ScrollBox>
    );
  }
  return (
    <>
      <CodeBlock text={text.slice(0, TEXT_LIMIT)} label={label} />
      {text.length > TEXT_LIMIT ? <Cut shown={TEXT_LIMIT} /> : null}
    </>
  );
}

/** Plain text in mono, wrapped. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <ScrollBox label={label}>
      <pre className="whitespace-pre-wrap px-2 [overflow-wrap:anywhere]">{text}</pre>
    </ScrollBox>
  );
}

function Hex({ bytes, label }: { bytes: Uint8Array; label: string }) {
  const shown = bytes.subarray(0, HEX_LIMIT);
  return (
    <>
      <p className="mb-1 text-12 text-ink-3">Not text in UTF-8, shown as hex.</p>
      <ScrollBox label={label}>
        <pre className="px-2">{hexLines(shown).join("\n")}</pre>
      </ScrollBox>
      {bytes.length > HEX_LIMIT ? <Cut shown={HEX_LIMIT} /> : null}
    </>
  );
}

function Cut({ shown }: { shown: number }) {
  return <p className="mt-1 text-12 text-ink-3">The first {sayBytes(shown)} are shown.</p>;
}
