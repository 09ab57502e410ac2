import type { ReactNode } from "react";
import { Mark } from "#components/motif/mark.tsx";
import { SignalBox } from "./signal-box.tsx";

export default function DoorLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh grid-cols-[minmax(0,1fr)_minmax(0,1fr)] bg-surface max-lg:grid-cols-[minmax(0,1fr)]">
      <div className="flex flex-col px-6 py-12 max-md:py-8">
        <div className="mx-auto flex w-full max-w-90 flex-1 flex-col">
          <p className="mb-12 flex items-center gap-2.5 font-semibold text-16 tracking-[-0.01em]">
            <Mark />
            Interlock
          </p>
          {children}
        </div>
      </div>
      <SignalBox />
    </main>
  );
}
