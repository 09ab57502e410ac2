import { type GateVerdict, GateVerdictTag, gateVerdictLooks } from "#components/motif/gate-signal.tsx";
import { ProgressSquares, StateSquare } from "#components/motif/progress-squares.tsx";
import { TheLine } from "#components/motif/the-line.tsx";
import { type AlertState, AlertStateTag, alertStateLooks } from "#components/state/alert-state.tsx";
import { type BreakerState, BreakerStateTag, breakerStateLooks } from "#components/state/breaker-state.tsx";
import { type DeliveryState, DeliveryStateTag, deliveryStateLooks } from "#components/state/delivery-state.tsx";
import { ItemStateTag, itemStateOrder } from "#components/state/item-state.tsx";
import { type TrafficMode, TrafficModeTag, trafficModeLooks } from "#components/state/traffic-mode.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { Shelf } from "./shelf.tsx";

function keysOf<Key extends string>(table: Record<Key, unknown>): Key[] {
  return Object.keys(table) as Key[];
}

const blocked = { passed: 9, waived: 1, not_applicable: 1, open: 3, no_data: 1, stale: 1, failed: 1, regressed: 1 };

export function StatesPart() {
  return (
    <>
      <Section id="motif" title="The line" note="how traffic runs">
        <div className="grid gap-4">
          <TheLine
            stops={[
              {
                id: "source",
                title: "Stripe",
                says: "source stripe, signed, last event 3 min ago",
                sign: { kind: "source" },
                track: "lit",
              },
              {
                id: "design",
                title: "Design gate",
                href: "#states",
                says: "Passed 9 Nov, 19 of 19",
                sign: { kind: "gate", verdict: "pass" },
                track: "lit",
              },
              {
                id: "siding",
                title: "214 events parked",
                href: "#lists",
                says: "oldest 2 d 5 h, stored, answered 202",
                sign: { kind: "siding", waiting: 214 },
                track: "parked",
              },
              {
                id: "verification",
                title: "Verification gate",
                says: <ProgressSquares counts={blocked} />,
                sign: { kind: "gate", verdict: "blocked" },
                track: "dark",
              },
            ]}
            ends={[
              { id: "billing", title: "billing", says: <BreakerStateTag state="closed" />, lit: false },
              { id: "ledger", title: "ledger", says: <BreakerStateTag state="open" since="40 min" />, lit: false },
            ]}
          />
          <TheLine
            stops={[
              { id: "source", title: "GitHub", says: "last event 2 s ago", sign: { kind: "source" }, track: "lit" },
              {
                id: "design",
                title: "Design gate",
                says: "Passed",
                sign: { kind: "gate", verdict: "pass_with_waivers" },
                track: "lit",
              },
              { id: "siding", title: "Nothing waits", sign: { kind: "siding", waiting: 0 }, track: "lit" },
              {
                id: "verification",
                title: "Verification gate",
                says: "Passed, 17 of 17",
                sign: { kind: "gate", verdict: "pass" },
                track: "lit",
              },
            ]}
            ends={[{ id: "ci", title: "ci", says: <BreakerStateTag state="closed" />, lit: true }]}
          />
        </div>
      </Section>
      <Section id="states" title="States" note="always the shape and the word">
        <Panel padded={false}>
          <Shelf name="Item">
            {itemStateOrder.map((state) => (
              <span key={state} className="inline-flex items-center gap-2">
                <StateSquare state={state} size={14} />
                <ItemStateTag state={state} />
              </span>
            ))}
          </Shelf>
          <Shelf name="Delivery">
            {keysOf<DeliveryState>(deliveryStateLooks).map((state) => (
              <DeliveryStateTag key={state} state={state} />
            ))}
          </Shelf>
          <Shelf name="Breaker">
            {keysOf<BreakerState>(breakerStateLooks).map((state) => (
              <BreakerStateTag key={state} state={state} />
            ))}
          </Shelf>
          <Shelf name="Alert">
            {keysOf<AlertState>(alertStateLooks).map((state) => (
              <AlertStateTag key={state} state={state} />
            ))}
          </Shelf>
          {keysOf<TrafficMode>(trafficModeLooks).map((mode) => (
            <Shelf key={mode} name={`Traffic: ${mode}`}>
              <TrafficModeTag mode={mode} share={10} />
              <span className="text-ink-2">{trafficModeLooks[mode].says}</span>
            </Shelf>
          ))}
          {keysOf<GateVerdict>(gateVerdictLooks).map((verdict) => (
            <Shelf key={verdict} name={`Gate: ${verdict}`}>
              <GateVerdictTag verdict={verdict} />
              <ProgressSquares
                counts={
                  verdict === "blocked" ? blocked : { passed: 12, error: verdict === "no_data" ? 1 : 0, waived: 1 }
                }
                verdict={verdict}
              />
              {verdict === "blocked" ? <ProgressSquares big counts={blocked} verdict={verdict} /> : null}
            </Shelf>
          ))}
        </Panel>
      </Section>
    </>
  );
}
