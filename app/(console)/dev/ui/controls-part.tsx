import { Download, Ellipsis } from "lucide-react";
import { ActionButton } from "#components/form/action-button.tsx";
import { ActionSwitch } from "#components/form/action-switch.tsx";
import { Guard } from "#components/motif/guard.tsx";
import { Button } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { accept, refuse } from "./actions.ts";
import { Shelf } from "./shelf.tsx";

export function ControlsPart() {
  return (
    <>
      <Tabs
        label="Catalogue"
        tabs={[
          { href: "/dev/ui", word: "Primitives", here: true },
          { href: "/dev/ui#states", word: "States", count: 27, here: false },
          { href: "/dev/ui#charts", word: "Charts", count: 5, here: false },
        ]}
      />
      <Section title="Buttons" note="one primary a view">
        <Panel padded={false}>
          <Shelf name="Primary">
            <Button variant="primary">Run drill</Button>
            <Button variant="primary" pending="Starting">
              Run drill
            </Button>
          </Shelf>
          <Shelf name="Secondary">
            <Button>Assign</Button>
            <LinkButton href="#states">See the states</LinkButton>
            <Button size="s">Replay</Button>
          </Shelf>
          <Shelf name="Ghost, icon">
            <Button variant="ghost">
              <Icon of={Download} size={14} />
              CSV
            </Button>
            <IconButton label="More" icon={Ellipsis} />
            <IconButton label="More, bordered" icon={Ellipsis} variant="secondary" size="m" />
          </Shelf>
          <Shelf name="Danger">
            <Button variant="danger">Discard 21</Button>
            <Button variant="danger-quiet">Delete source</Button>
          </Shelf>
          <Shelf name="Disabled says why">
            <Button variant="primary" disabledReason="You wrote evidence for this gate. Someone else decides.">
              Approve canary
            </Button>
          </Shelf>
          <Shelf name="Actions">
            <ActionButton
              action={accept}
              input={undefined}
              done="Resumed billing."
              undo={{ action: accept, input: undefined }}
            >
              Resume, with undo
            </ActionButton>
            <ActionButton action={refuse} input={undefined}>
              Refused
            </ActionButton>
            <ActionButton
              action={accept}
              input={undefined}
              variant="danger-quiet"
              done="Discarded 19 deliveries."
              ask={{
                title: "Discard 21 dead letters to ledger?",
                says: "They leave the list for good. Their events stay stored until retention takes them.",
                sum: [
                  { label: "In this group", value: "21" },
                  { label: "Already delivered by another replay", value: "−2" },
                  { label: "Will be discarded", value: "19", total: true },
                ],
                warning: "The breaker of ledger is open.",
                undo: "This cannot be undone.",
                keep: "Keep them dead",
                act: "Discard 19",
                danger: true,
                typeName: "ledger",
              }}
            >
              Discard
            </ActionButton>
          </Shelf>
          <Shelf name="Segments, links, keys">
            <Segmented
              label="Group by"
              segments={[
                { href: "/dev/ui?by=cause", word: "By cause", here: true },
                { href: "/dev/ui?by=single", word: "Single", here: false },
              ]}
            />
            <span>
              Read the{" "}
              <TextLink inline href="#states">
                runbook
              </TextLink>{" "}
              first.
            </span>
            <Kbd>⌘K</Kbd>
            <Chip>Payment</Chip>
            <Chip tone="warn">6 days</Chip>
            <Chip mono>v8</Chip>
          </Shelf>
        </Panel>
      </Section>
      <Section title="Switches and the guard" note="corner marks mean: acts on live traffic at once">
        <Panel padded={false}>
          <Shelf name="Switch">
            <ActionSwitch
              label="Example, on"
              on
              action={accept}
              turnOn={undefined}
              turnOff={undefined}
              says={{ on: "On.", off: "Off." }}
            />
            <ActionSwitch label="Example, off" on={false} action={accept} turnOn={undefined} turnOff={undefined} />
            <ActionSwitch
              label="Example, locked"
              on
              action={accept}
              turnOn={undefined}
              turnOff={undefined}
              disabledReason="Only an admin flips live flags."
            />
          </Shelf>
          {[true, false].map((running) => (
            <Shelf key={String(running)} name={running ? "Kill switch, running" : "Kill switch, stopped"}>
              <Guard stopped={!running}>
                <span className="flex items-center gap-3">
                  <span>
                    <span className="block text-12 text-ink-3">Kill switch</span>
                    <span className="mono text-12">pay.stripe.kill</span>
                  </span>
                  <ActionSwitch
                    kill
                    label="pay.stripe.kill"
                    on={running}
                    action={accept}
                    turnOn={undefined}
                    turnOff={undefined}
                    words={["Running", "Stopped"]}
                    askOff={{
                      title: "Stop stripe-subscriptions in live?",
                      says: "Deliveries are held from the next claim on. Events are still received and stored.",
                      undo: "Set it to Running again. What was held goes out in order.",
                      keep: "Keep it running",
                      act: "Stop live traffic",
                      danger: true,
                    }}
                  />
                </span>
              </Guard>
              {running ? null : <span className="text-12 text-ink-2">Stopped 13:02 by ops-1. 61 events wait.</span>}
            </Shelf>
          ))}
          <Shelf name="Kill switch, locked">
            <Guard small>
              <ActionSwitch
                kill
                label="erp.kill"
                on
                action={accept}
                turnOn={undefined}
                turnOff={undefined}
                disabledReason="Your role is engineer. Ops and admins stop live traffic."
              />
            </Guard>
          </Shelf>
        </Panel>
      </Section>
    </>
  );
}
