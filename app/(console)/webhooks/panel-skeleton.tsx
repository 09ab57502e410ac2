import { Panel } from "#components/ui/section.tsx";

/** The chart's own shape while it is counted. */
export function PanelSkeleton() {
  return (
    <Panel>
      <div aria-hidden="true" className="h-32 rounded-sm bg-sunken" />
      <span className="sr-only">Counting</span>
    </Panel>
  );
}
