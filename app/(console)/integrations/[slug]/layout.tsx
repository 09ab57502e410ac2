import type { Metadata } from "next";
import type { ReactNode } from "react";
import { TrafficModeTag } from "#components/state/traffic-mode.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { KIND_WORDS } from "#lib/integrations/policy.ts";
import { IntegrationTabs } from "./_components/integration-tabs.tsx";
import { SayState } from "./_components/say-state.tsx";
import { loadChecklist, loadIntegration, loadLine } from "./_load.ts";

type Props = { params: Promise<{ slug: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadIntegration((await params).slug)).name };
}

export default async function IntegrationLayout({ params, children }: Props) {
  const { slug } = await params;
  const integration = await loadIntegration(slug);
  const [checklist, line] = await Promise.all([loadChecklist(slug), loadLine(slug)]);
  return (
    <>
      <ObjectHead
        name={integration.name}
        tags={
          <>
            <Chip>{KIND_WORDS[integration.kind].name}</Chip>
            {integration.archivedAt ? <Chip tone="warn">Archived</Chip> : null}
            <span className="text-13">
              <TrafficModeTag mode={integration.trafficMode} share={integration.canaryPercent} />
            </span>
          </>
        }
        says={<SayState integration={integration} checklist={checklist} waiting={line.waiting} />}
      />
      <IntegrationTabs
        slug={slug}
        label={integration.name}
        counts={{
          systems: integration.systems.length,
          checklist: checklist?.items.length,
          gates: checklist?.gates.length,
        }}
      />
      {children}
    </>
  );
}
