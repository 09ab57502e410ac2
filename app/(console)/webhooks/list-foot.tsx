import { Pager } from "#components/ui/pager.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { hrefOf, type Params } from "./search.ts";

type Props = {
  path: string;
  params: Params;
  count: number;
  next: string | null;
  words: readonly [one: string, many: string];
  /** The same rows as a file. */
  csv?: string;
};

export function ListFoot({ path, params, count, next, words, csv }: Props) {
  const { cursor, event: _event, delivery: _delivery, request: _request, ...kept } = params;
  return (
    <Pager
      says={`${sayMany(count, ...words)}${next || cursor ? " on this page" : ""}, newest first`}
      words={["Newest", "Older"]}
      {...(cursor ? { newerHref: hrefOf(path, kept) } : {})}
      {...(next ? { olderHref: hrefOf(path, { ...kept, cursor: next }) } : {})}
    >
      {csv ? (
        <TextLink href={hrefOf(csv, kept)} prefetch={false} download>
          CSV
        </TextLink>
      ) : null}
    </Pager>
  );
}
