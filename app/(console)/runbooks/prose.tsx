import Markdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { TextLink } from "#components/ui/text-link.tsx";

/** Markdown of our own runbooks as plain prose; rendered on the server, and sanitized all the same. */
export function Prose({ text }: { text: string }) {
  return (
    <div className="max-w-[72ch] text-13 text-ink-2 [&_code]:rounded-xs [&_code]:bg-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-12 [&_li]:my-1.5 [&_li]:pl-1 [&_ol]:list-decimal [&_ol]:pl-5 [&_p+p]:mt-2 [&_strong]:font-semibold [&_strong]:text-ink [&_ul]:list-disc [&_ul]:pl-5">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        components={{
          a: ({ href, children }) => (
            <TextLink href={href ?? "#"} inline>
              {children}
            </TextLink>
          ),
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
