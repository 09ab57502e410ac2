import { Ellipsis } from "lucide-react";
import { DeliveryStateTag } from "#components/state/delivery-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { CopyId } from "#components/ui/copy-button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Menu, MenuGroup, MenuItem, MenuLink, MenuRule } from "#components/ui/menu.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { Shelf } from "./shelf.tsx";

export function OverlaysPart({ open }: { open?: string }) {
  return (
    <Section title="What floats" note="shadow only here">
      <Panel padded={false}>
        <Shelf name="Menu, popover, tooltip">
          <Menu label="More" trigger={<Icon of={Ellipsis} />} triggerClass={buttonClass({ square: true })}>
            <MenuGroup label="Delivery">
              <MenuItem>Replay now</MenuItem>
              <MenuItem disabledReason="It was already delivered.">Cancel</MenuItem>
              <MenuLink href="/dev/ui#states">Open the event</MenuLink>
            </MenuGroup>
            <MenuRule />
            <MenuItem danger>Discard</MenuItem>
          </Menu>
          <Popover trigger="Saved views" triggerClass={buttonClass()} title="Saved views">
            None saved yet.
          </Popover>
          <span>
            Rate: <Tooltip says="Deliveries a second, over the last minute">5 a second</Tooltip>
          </span>
        </Shelf>
        <Shelf name="Drawer">
          <LinkButton href="/dev/ui?open=dlv_01JD4N8Q2M7bf9" scroll={false}>
            Open a delivery
          </LinkButton>
        </Shelf>
      </Panel>
      {open ? (
        <Drawer
          label={`Delivery ${open}`}
          bar={
            <>
              <DeliveryStateTag state="held" />
              <span className="mono truncate">order.invoiced</span>
            </>
          }
          closeHref="/dev/ui"
          nextHref="/dev/ui?open=dlv_01JD4N8Q2M7bfa"
          foot={
            <>
              <Button variant="primary">Replay now</Button>
              <Button disabledReason="It was already delivered.">Cancel delivery</Button>
            </>
          }
        >
          <p className="mb-4 text-14">
            Tried 4 times. ledger answered 503 three times, then not at all. It is held until a probe succeeds.
          </p>
          <KeyValues
            rows={[
              { key: "Delivery", value: <CopyId id={open} /> },
              { key: "Route", value: "crm-erp-inventory to ledger" },
            ]}
          />
        </Drawer>
      ) : null}
    </Section>
  );
}
