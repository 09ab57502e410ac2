import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionButton } from "#components/form/action-button.tsx";
import { ItemActs } from "#components/gates/item-acts.tsx";
import { ItemBody } from "#components/gates/item-body.tsx";
import { ItemTable } from "#components/gates/item-table.tsx";
import { countStates, GATE_WORD, proofWord, satisfied, signalOf, worstFirst } from "#components/gates/words.ts";
import { ProgressSquares } from "#components/motif/progress-squares.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { rolesWith } from "#lib/auth/permissions.ts";
import { type Ctx, may } from "#lib/core/ctx.ts";
import { getChecklistItem } from "#lib/gates/queries.ts";
import type { GateDto, ItemDto } from "#lib/gates/schema.ts";
import { found } from "#lib/web/found.ts";
import { requireCtx } from "#lib/web/session.ts";
import * as acts from "../../../gates/actions.ts";
import { loadChecklist } from "../_load.ts";

export const metadata: Metadata = { title: "Checklist" };

type Search = { gate?: string; show?: string; item?: string };
type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Search> };

export default async function ChecklistPage({ params, searchParams }: Props) {
  const ctx = await requireCtx();
  const { slug } = await params;
  const search = await searchParams;
  const checklist = await loadChecklist(slug);
  if (checklist === null) notFound();
  const gate = checklist.gates.find((one) => one.gate === search.gate) ?? checklist.gates.find(isBlocked);
  const shown = gate ?? checklist.gates[0];
  if (shown === undefined) return <EmptyState title="No checklist">This integration has no items.</EmptyState>;
  const open = search.show === "open";
  const items = open ? shown.items.filter((item) => item.blocks) : shown.items;
  const base = `/integrations/${slug}/checklist`;
  const hrefOf = (more: Search) => {
    const query = new URLSearchParams({ gate: shown.gate, ...(open ? { show: "open" } : {}), ...more });
    return `${base}?${query}`;
  };
  const { done, of } = satisfied(shown.items);
  const order = [...Map.groupBy(items, (item) => item.section).values()].flatMap(worstFirst);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Segmented
          label="Gate"
          segments={checklist.gates.map((one) => ({
            href: `${base}?gate=${one.gate}`,
            word: `${GATE_WORD[one.gate]} ${one.required - one.blockingCount} of ${one.required}`,
            here: one.gate === shown.gate,
          }))}
        />
        <Segmented
          label="Items"
          segments={[
            { href: `${base}?gate=${shown.gate}`, word: `All ${shown.items.length}`, here: !open },
            { href: `${base}?gate=${shown.gate}&show=open`, word: `Blocking ${shown.blockingCount}`, here: open },
          ]}
        />
        <span className="ml-auto">
          <Recheck ctx={ctx} slug={slug} />
        </span>
      </div>
      <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-13">
        <ProgressSquares big counts={countStates(shown.items)} verdict={signalOf(shown.verdict)} />
        <span>
          <strong className="font-semibold">
            {done} of {of}
          </strong>{" "}
          <span className="text-ink-2">{countSentence(shown)}</span>
        </span>
      </p>
      {items.length === 0 ? (
        <EmptyState title="Nothing blocks this gate">
          Every required item is satisfied. A person who did not write the evidence can decide it on the Gates tab.
        </EmptyState>
      ) : (
        <ItemTable items={items} selected={search.item ?? null} hrefOf={(item) => hrefOf({ item })} />
      )}
      {search.item === undefined ? null : (
        <ItemDrawer ctx={ctx} slug={slug} itemKey={search.item} order={order} hrefOf={hrefOf} />
      )}
    </>
  );
}

function isBlocked(gate: GateDto): boolean {
  return gate.blockingCount > 0;
}

function countSentence(gate: GateDto): string {
  const not = gate.items.filter((item) => item.state === "not_applicable").length;
  const waived = gate.waivers.length;
  const parts = [waived > 0 ? `${waived} of them waived` : "", not > 0 ? `${not} not applicable and not counted` : ""];
  const more = parts.filter((part) => part !== "").join(", ");
  return more === "" ? "satisfied." : `satisfied, ${more}.`;
}

function refusalFor(ctx: Ctx, permission: "gates:request" | "checklists:write" | "waivers:approve"): string | null {
  return may(ctx, permission) ? null : `This is for ${rolesWith(permission).join(" and ")}.`;
}

function ownWaiver(ctx: Ctx, { waiver }: ItemDto): string | null {
  const own = waiver?.state === "requested" && waiver.requestedBy === ctx.actor.label;
  return own ? "You asked for this waiver, so somebody else has to approve it." : null;
}

function Recheck({ ctx, slug }: { ctx: Ctx; slug: string }) {
  return (
    <ActionButton
      action={acts.recheck}
      input={{ slug }}
      size="s"
      pendingWord="Checking"
      done="Every item was checked."
      disabledReason={refusalFor(ctx, "gates:request") ?? undefined}
    >
      Check again
    </ActionButton>
  );
}

type DrawerProps = {
  ctx: Ctx;
  slug: string;
  itemKey: string;
  order: readonly ItemDto[];
  hrefOf: (more: Search) => string;
};

async function ItemDrawer({ ctx, slug, itemKey, order, hrefOf }: DrawerProps) {
  const { item, evidence } = await found(getChecklistItem(ctx, { slug, key: itemKey }));
  const at = order.findIndex((one) => one.key === item.key);
  const step = (one: ItemDto | undefined) => (one === undefined ? undefined : hrefOf({ item: one.key }));
  const bar = (
    <>
      <span className="mono text-ink-2">{item.key}</span>
      <Chip>{proofWord(item)}</Chip>
      {at < 0 ? null : (
        <span className="ml-auto text-12 text-ink-3 max-md:hidden">
          {at + 1} of {order.length}
        </span>
      )}
    </>
  );
  const foot = (
    <ItemActs
      slug={slug}
      item={item}
      writeRefusal={refusalFor(ctx, "checklists:write")}
      waiverRefusal={refusalFor(ctx, "waivers:approve") ?? ownWaiver(ctx, item)}
      actions={{
        attest: acts.attest,
        markNotApplicable: acts.notApplicable,
        reopen: acts.reopen,
        requestWaiver: acts.askWaiver,
        decideWaiver: acts.answerWaiver,
        revokeWaiver: acts.endWaiver,
      }}
    />
  );
  return (
    <Drawer
      label={`${item.key} ${item.wording}`}
      bar={bar}
      closeHref={hrefOf({})}
      previousHref={step(order[at - 1])}
      nextHref={at < 0 ? undefined : step(order[at + 1])}
      foot={foot}
    >
      <ItemBody
        item={item}
        evidence={evidence}
        now={ctx.now().toISOString()}
        recheck={<Recheck ctx={ctx} slug={slug} />}
      />
    </Drawer>
  );
}
