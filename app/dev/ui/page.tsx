import type { Metadata } from "next";
import { Frame } from "#components/shell/frame.tsx";
import { Door } from "#components/ui/door.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { ChartsPart } from "./charts-part.tsx";
import { ControlsPart } from "./controls-part.tsx";
import { leaveAsIs } from "./example-actions.ts";
import { FieldsPart } from "./fields-part.tsx";
import { ListsPart } from "./lists-part.tsx";
import { OverlaysPart } from "./overlays-part.tsx";
import { StatesPart } from "./states-part.tsx";

export const metadata: Metadata = { title: "Catalogue" };

type Props = { searchParams: Promise<{ environment?: string; open?: string }> };

/** Every primitive in every state, to look at and to test against. */
export default async function CataloguePage({ searchParams }: Props) {
  const { environment, open } = await searchParams;
  const verbs = [
    { group: "Do", label: "Add a source", href: "/webhooks/sources/new" },
    { group: "Do", label: "New integration", href: "/integrations/new" },
  ];
  return (
    <Frame
      workspace="Northwind"
      environment={environment === "live" ? "live" : "test"}
      onEnvironment={leaveAsIs}
      onSignOut={leaveAsIs}
      verbs={verbs}
      counts={{ gates: 1, deadLetters: 47, firingAlerts: 1 }}
      account={{ name: "ops 1", email: "ops-1@example.test", role: "ops" }}
    >
      <StateHead
        says={
          <>
            <Door href="#states" tone="bad">
              1 alert
            </Door>{" "}
            is firing, <Door href="#lists">47 dead letters</Door> are open and{" "}
            <Door href="#motif" tone="park">
              214 events
            </Door>{" "}
            are parked behind one gate.
          </>
        }
        meta="Colour is reserved for state. An icon or a shape, and a word, go with it."
      />
      <ControlsPart />
      <FieldsPart />
      <StatesPart />
      <ListsPart />
      <ChartsPart />
      <OverlaysPart open={open} />
    </Frame>
  );
}
