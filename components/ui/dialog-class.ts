import { cx } from "./cx.ts";

export const dialogBackdrop =
  "fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

/** Centred, and a sheet from below on narrow screens. */
export function dialogPopup({ wide = false }: { wide?: boolean } = {}): string {
  return cx(
    "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col",
    "rounded-lg border border-line-strong bg-raised shadow-dialog outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0",
    "max-md:top-auto max-md:bottom-0 max-md:left-0 max-md:max-h-[92dvh] max-md:w-full max-md:translate-x-0 max-md:translate-y-0 max-md:rounded-b-none",
    wide ? "max-w-190" : "max-w-130",
    "max-md:max-w-none",
  );
}
