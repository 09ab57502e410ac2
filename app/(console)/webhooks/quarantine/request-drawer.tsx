import { CopyId } from "#components/ui/copy-button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Note } from "#components/ui/note.tsx";
import { Payload } from "#components/ui/payload.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { sayBytes } from "#components/ui/say-number.ts";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Ctx } from "#lib/core/ctx.ts";
import { getQuarantined } from "#lib/webhooks/quarantine-queries.ts";
import type { QuarantineDto, QuarantineRow } from "#lib/webhooks/source-schema.ts";
import { discardQuarantine, releaseQuarantine } from "../actions.ts";
import { HeadersList } from "../headers-list.tsx";
import { lookUp } from "../look-up.ts";
import { ReasonButton } from "../reason-button.tsx";
import { discardRefusal, releaseRefusal } from "../refusals.ts";
import { hrefOf, type Params, stepsAround } from "../search.ts";
import { reasonWord } from "./reason-words.ts";

type Props = { ctx: Ctx; id: string; rows: readonly QuarantineRow[]; params: Params; path: string };

export async function RequestDrawer({ ctx, id, rows, params, path }: Props) {
  const request = await lookUp(getQuarantined(ctx, id));
  const closeHref = hrefOf(path, params);
  if (request === null)
    return (
      <Drawer label="Refused request" bar="Not found" closeHref={closeHref}>
        <p className="text-14">No refused request of this workspace has this id. It may be past its retention.</p>
      </Drawer>
    );
  return (
    <Drawer
      label={`Refused request: ${reasonWord(request.reason)}`}
      bar={<span className="truncate font-medium text-warn">{reasonWord(request.reason)}</span>}
      closeHref={closeHref}
      {...stepsAround(rows, request.id, (next) => hrefOf(path, { ...params, request: next }))}
      foot={<Verbs ctx={ctx} request={request} />}
    >
      <p className="mb-4 text-14">{request.detail}</p>
      {request.resolution && request.resolvedAt ? (
        <div className="mb-4">
          <Note title={`It was ${request.resolution}`}>
            <LocalTime at={request.resolvedAt} />.
          </Note>
        </div>
      ) : null}
      <KeyValues
        rows={[
          { key: "Request", value: <CopyId id={request.id} /> },
          {
            key: "Source",
            value: <TextLink href={`/webhooks/sources/${request.sourceId}`}>{request.source}</TextLink>,
          },
          { key: "Reason", value: <span className="mono">{request.reason}</span> },
          { key: "Received", value: <LocalTime at={request.receivedAt} shape="exact" /> },
          { key: "Size", value: sayBytes(request.bytes) },
          { key: "Trace", value: <CopyId id={request.traceId} /> },
        ]}
      />
      <Section title="Body" note={request.contentType ?? "no content type"}>
        {request.truncated ? (
          <div className="mb-2">
            <Note tone="warn">Only the beginning was kept. It can be read, not released.</Note>
          </div>
        ) : null}
        <Payload bytes={Buffer.from(request.bodyBase64, "base64")} label="Body" />
      </Section>
      <Section title="Headers" note="as received; credentials are not kept">
        <HeadersList headers={request.headers} />
      </Section>
    </Drawer>
  );
}

function Verbs({ ctx, request }: { ctx: Ctx; request: QuarantineDto }) {
  const settled = request.resolution ? `It was ${request.resolution}.` : undefined;
  const unreleasable = request.truncated ? "Only the beginning of its body was kept." : undefined;
  return (
    <>
      <ReasonButton
        variant="primary"
        action={releaseQuarantine}
        input={{ id: request.id }}
        disabledReason={settled ?? unreleasable ?? releaseRefusal(ctx, request.environment)}
        done="Released. It is an event now."
        reason={{ label: "Reason", optional: true, help: "Needed only to release it although it does not verify." }}
        ask={{
          title: "Release this request?",
          says: "Its signature is verified again, with the secrets of today and the time it came. If it fits, it becomes an event like any other and is delivered.",
          undo: "A released event is delivered; that cannot be called back.",
          keep: "Keep it here",
          act: "Verify and release",
        }}
      >
        Release
      </ReasonButton>
      <ReasonButton
        variant="danger-quiet"
        action={discardQuarantine}
        input={{ id: request.id }}
        disabledReason={settled ?? discardRefusal(ctx)}
        done="Discarded the request."
        reason={{ label: "Reason" }}
        ask={{
          title: "Discard this request?",
          says: "It leaves the open ones and can no longer be released. It stays readable until retention takes it.",
          undo: "This cannot be undone. Ask the provider to send it again.",
          keep: "Keep it here",
          act: "Discard it",
          danger: true,
        }}
      >
        Discard
      </ReasonButton>
    </>
  );
}
