import type { Metadata } from "next";
import { Door } from "#components/ui/door.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { requireSession } from "#lib/web/session.ts";
import { ChartsPart } from "./charts-part.tsx";
import { ControlsPart } from "./controls-part.tsx";
import { FieldsPart } from "./fields-part.tsx";
import { ListsPart } from "./lists-part.tsx";
import { OverlaysPart } from "./overlays-part.tsx";
import { StatesPart } from "./states-part.tsx";

export const metadata: Metadata = { title: "Catalogue" };

type Props = { searchParams: Promise<{ open?: string }> };

/** Every primitive in every state, to look at and to test against. */
export default async function CataloguePage({ searchParams }: Props) {
  const { open } = await searchParams;
  await requireSession();
  return (
    <>
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
    </>
  );
}
